package live.weir.platform.chat.protocol;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the frames of {@code weir.chat.v1}. Strict with what clients say: every field is known, bounded and of
 * its kind, or the message is refused with the field's name. Lenient with what servers say, as clients have to be. Shared
 * by all threads; what Jackson makes for a type is made here, before an event loop needs it.
 */
public final class ChatCodec {

    /** The most that is read of what a client sends in one message. */
    public static final int LARGEST_FRAME = 16_384;

    /** A page of history is longer than what clients say. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_TYPE = 40;

    private final JsonMapper mapper;
    private final Map<Class<?>, ObjectWriter> writers;
    private final Map<String, ObjectReader> serverReaders;

    public ChatCodec() {
        Class<?>[] types = Stream.of(ClientMessage.class, ServerMessage.class)
                .flatMap(ChatCodec::leaves)
                .toArray(Class<?>[]::new);
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(LARGEST_FRAME)
                        .maxDocumentLength(LARGEST_ANSWER)
                        .build())
                .build();
        mapper = JsonMapper.builder(factory)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .registerSubtypes(types)
                .build();
        writers = Stream.of(types).collect(Collectors.toUnmodifiableMap(Function.identity(), mapper::writerFor));
        serverReaders = leaves(ServerMessage.class)
                .collect(Collectors.toUnmodifiableMap(ChatCodec::wireName, mapper::readerFor));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of(type) : Stream.of(permitted).flatMap(ChatCodec::leaves);
    }

    private static String wireName(Class<?> type) {
        return type.getAnnotation(JsonTypeName.class).value();
    }

    /** @throws BadMessage if it is not a message of the protocol */
    public ClientMessage readClient(String frame) {
        if (frame.length() > LARGEST_FRAME) {
            throw BadMessage.noMessage("A frame has at most " + LARGEST_FRAME + " bytes.");
        }
        ObjectNode node = readObject(frame);
        JsonNode type = node.get("type");
        if (type == null || !type.isString()) {
            throw BadMessage.noMessage("A message is a JSON object with a 'type'.");
        }
        String name = type.stringValue();
        Fields fields = new Fields(node, name.equals(ClientMessages.SAY));
        Function<Fields, ClientMessage> reader = name.length() > LONGEST_TYPE ? null : ClientMessages.READERS.get(name);
        if (reader == null) {
            throw fields.refuse("type", "is none that this server knows.");
        }
        ClientMessage message = reader.apply(fields);
        fields.end();
        return message;
    }

    /**
     * What a client of this server reads; null for a type that it doesn't know yet.
     *
     * @throws BadMessage if it is not a message of the protocol
     */
    public @Nullable ServerMessage readServer(String frame) {
        ObjectNode node = readObject(frame);
        ObjectReader reader = serverReaders.get(node.path("type").asString(""));
        try {
            return reader == null ? null : reader.readValue(node);
        } catch (JacksonException unlike) {
            throw BadMessage.noMessage("Not a message of this protocol: " + unlike.getOriginalMessage());
        }
    }

    /** By their names on the wire. */
    Set<String> serverTypes() {
        return serverReaders.keySet();
    }

    private ObjectNode readObject(String frame) {
        try {
            if (mapper.readTree(frame) instanceof ObjectNode node) {
                return node;
            }
        } catch (JacksonException unreadable) {
            throw BadMessage.noMessage("This is not JSON, or more of it than is read.");
        }
        throw BadMessage.noMessage("A message is a JSON object with a 'type'.");
    }

    /** UTF-8. */
    public byte[] write(ChatMessage message) {
        return writer(message).writeValueAsBytes(message);
    }

    /** As text, for Redis; an event without a number has none in it. */
    public String writeText(ChatMessage message) {
        return writer(message).writeValueAsString(message);
    }

    private ObjectWriter writer(ChatMessage message) {
        ObjectWriter writer = writers.get(message.getClass());
        if (writer == null) {
            throw new IllegalArgumentException("Not a message: " + message.getClass());
        }
        return writer;
    }
}
