package live.weir.platform.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChatCodecTest {

    private static final int MUTATIONS = 20_000;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ChatCodec CODEC = new ChatCodec();

    static Stream<JsonNode> ofClients() {
        return Examples.ofClients();
    }

    static Stream<JsonNode> ofServer() {
        return Examples.ofServer();
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void reads_and_writes_what_clients_say_on_the_page(JsonNode example) {
        ClientMessage message = CODEC.readClient(example.toString());

        assertThat(MAPPER.readTree(CODEC.write(message))).isEqualTo(example);
    }

    @ParameterizedTest
    @MethodSource("ofServer")
    void reads_and_writes_what_the_server_says_on_the_page(JsonNode example) {
        ServerMessage message = Objects.requireNonNull(CODEC.readServer(example.toString()));

        assertThat(MAPPER.readTree(CODEC.write(message))).isEqualTo(example);
    }

    @ParameterizedTest
    @MethodSource("ofServer")
    void an_event_that_was_written_before_it_had_a_number_is_the_same_with_it(JsonNode example) {
        if (!example.has("seq")
                || example.path("type").asString().equals("welcome")
                || example.path("type").asString().equals("ack")) {
            return;
        }
        ObjectNode without = (ObjectNode) example.deepCopy();
        without.remove("seq");
        boolean provisional = without.remove("provisional") != null;
        ServerMessage event = Objects.requireNonNull(CODEC.readServer(without.toString()));

        byte[] frame = EventFrames.numbered(example.get("seq").longValue(), CODEC.write(event), provisional);

        assertThat(MAPPER.readTree(frame)).isEqualTo(example);
    }

    @Test
    void every_message_has_an_example_on_the_page() {
        Set<String> shown = Examples.all().stream()
                .map(example -> example.get("type").asString())
                .collect(Collectors.toCollection(HashSet::new));

        assertThat(shown).containsAll(ClientMessages.READERS.keySet()).containsAll(CODEC.serverTypes());
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void a_field_that_nobody_knows_is_refused_by_its_name(JsonNode example) {
        ObjectNode more = ((ObjectNode) example.deepCopy()).put("nonsense", 1);

        assertRefused(more, "nonsense");
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void a_field_of_another_kind_is_refused_by_its_name(JsonNode example) {
        for (String field : example.propertyNames()) {
            if (!field.equals("type")) {
                ObjectNode wrong = example.deepCopy().asObject();
                wrong.putObject(field).put("deep", 1);
                assertRefused(wrong, field);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"say\"",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"type\":\"say\"}",
                "{\"type\":\"say\",\"text\":[[[[[[[[[[[[1]]]]]]]]]]]]}"
            })
    void what_is_no_message_is_hopeless(String frame) {
        assertThatThrownBy(() -> CODEC.readClient(frame))
                .asInstanceOf(InstanceOfAssertFactories.type(BadMessage.class))
                .matches(BadMessage::isHopeless);
    }

    @Test
    void a_say_that_is_refused_is_named_by_its_id() {
        assertThatThrownBy(() -> CODEC.readClient("{\"type\":\"say\",\"id\":\"a1\",\"text\":\"\"}"))
                .asInstanceOf(InstanceOfAssertFactories.type(BadMessage.class))
                .satisfies(bad -> assertThat(bad.said()).isEqualTo("a1"));
    }

    @Test
    void the_bytes_of_strangers_are_read_or_refused_and_nothing_else() {
        Random random = new Random(7);
        byte[][] examples = Examples.ofClients()
                .map(example -> example.toString().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] bytes = examples[random.nextInt(examples.length)].clone();
            for (int changes = random.nextInt(4) + 1; changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                CODEC.readClient(new String(bytes, StandardCharsets.UTF_8));
            } catch (BadMessage refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private static void assertRefused(JsonNode message, String field) {
        assertThatThrownBy(() -> CODEC.readClient(message.toString()))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("'" + field + "'");
    }
}
