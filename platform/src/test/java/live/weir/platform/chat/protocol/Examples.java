package live.weir.platform.chat.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** The examples of CHAT-SOCKET.md. */
public final class Examples {

    private static final Path PAGE = Path.of("CHAT-SOCKET.md");
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final JsonMapper MAPPER = new JsonMapper();

    private Examples() {}

    public static List<JsonNode> all() {
        List<JsonNode> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(page());
        while (block.find()) {
            try (MappingIterator<JsonNode> nodes =
                    MAPPER.readerFor(JsonNode.class).readValues(block.group(1))) {
                nodes.forEachRemaining(examples::add);
            }
        }
        return examples;
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What clients say. */
    public static Stream<JsonNode> ofClients() {
        return all().stream().filter(Examples::isClients);
    }

    public static Stream<JsonNode> ofServer() {
        return all().stream().filter(example -> !isClients(example));
    }

    /** Both sides have a {@code poll}: the server's has a number. */
    private static boolean isClients(JsonNode example) {
        Set<String> names = ClientMessages.READERS.keySet();
        String type = example.path("type").asString();
        return names.contains(type) && (!type.equals("poll") || !example.has("poll"));
    }
}
