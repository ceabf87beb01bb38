package live.weir.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
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

class StageCodecTest {

    private static final int MUTATIONS = 60_000;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final StageCodec CODEC = new StageCodec();

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
    @MethodSource("ofClients")
    void what_is_too_long_is_refused_by_its_name(JsonNode example) {
        for (String field : example.propertyNames()) {
            ObjectNode huge = example.deepCopy().asObject();
            JsonNode value = example.get(field);
            if (field.equals("type")) {
                continue;
            } else if (value.isString()) {
                huge.put(field, "x".repeat(61_000));
            } else if (value.isNumber()) {
                huge.put(field, Long.MAX_VALUE);
            } else if (value.isArray()) {
                for (int i = 0; i < 1000; i++) {
                    huge.withArray(field).add("candidate:1 1 udp 1 192.0.2.1 1 typ host");
                }
            } else {
                continue;
            }
            assertRefused(huge, field);
        }
    }

    /** What may be left out, with what it then is. */
    private static final Set<String> OPTIONAL = Set.of(
            "ref",
            "token",
            "invitation",
            "pass",
            "resume",
            "hello.name",
            "invite.name",
            "performers",
            "video",
            "maxHeight",
            "spotlight");

    @ParameterizedTest
    @MethodSource("ofClients")
    void what_is_missing_is_named(JsonNode example) {
        String type = example.get("type").asString();
        for (String field : example.propertyNames()) {
            boolean optional = OPTIONAL.contains(type + "." + field)
                    || (OPTIONAL.contains(field) && !(type.equals("mute") && field.equals("video")));
            ObjectNode less = example.deepCopy().asObject();
            less.remove(field);
            if (!field.equals("type") && !optional) {
                assertRefused(less, field);
            }
        }
    }

    private static void assertRefused(ObjectNode message, String field) {
        assertThatThrownBy(() -> CODEC.readClient(message.toString()))
                .asInstanceOf(InstanceOfAssertFactories.type(BadMessage.class))
                .satisfies(bad -> {
                    assertThat(bad.field()).isEqualTo(field);
                    assertThat(bad.isHopeless()).isFalse();
                    assertThat(bad.getMessage()).contains(field);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "7",
                "{}",
                "{\"type\":7}",
                "{\"type\":null}",
                "{\"type\":\"ping\"} {}",
                "{\"type\":\"ping\",\"type\":\"end\"}",
                "{\"type\":\"ping\"",
                "[[[[[[[[[[[[[[[[[["
            })
    void what_is_no_message_is_hopeless(String frame) {
        assertThatThrownBy(() -> CODEC.readClient(frame))
                .asInstanceOf(InstanceOfAssertFactories.type(BadMessage.class))
                .matches(BadMessage::isHopeless);
    }

    @Test
    void an_unknown_type_is_refused_with_its_ref() {
        assertThatThrownBy(() -> CODEC.readClient("{\"type\":\"sing\",\"ref\":\"r\"}"))
                .asInstanceOf(InstanceOfAssertFactories.type(BadMessage.class))
                .satisfies(bad -> {
                    assertThat(bad.ref()).isEqualTo("r");
                    assertThat(bad.field()).isEqualTo("type");
                });
    }

    @Test
    void what_a_client_does_not_know_yet_it_ignores() {
        assertThat(CODEC.readServer("{\"type\":\"news\",\"of\":\"tomorrow\"}")).isNull();
        assertThat(CODEC.readServer("{\"type\":\"done\",\"ref\":\"1\",\"more\":[1]}"))
                .isEqualTo(new ServerMessage.Done("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"   ", "a\u0000b", "a\u202Eb", "a\nb"})
    void a_name_that_cannot_be_read_is_none(String name) {
        ObjectNode invite = MAPPER.createObjectNode()
                .put("type", "invite")
                .put("name", name)
                .put("minutes", 1);

        assertRefused(invite, "name");
    }

    @Test
    void whatever_comes_is_a_message_or_a_clean_refusal() {
        List<byte[]> seeds = Examples.ofClients()
                .map(example -> example.toString().getBytes(StandardCharsets.UTF_8))
                .toList();
        Random random = new Random(4);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String frame = new String(mutated(seeds, random), StandardCharsets.UTF_8);
            try {
                assertThat(CODEC.readClient(frame)).isNotNull();
                read++;
            } catch (BadMessage clean) {
                assertThat(clean.getMessage()).isNotBlank().hasSizeLessThan(300);
            }
        }
        assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS / 2);
    }

    private static byte[] mutated(List<byte[]> seeds, Random random) {
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
            int at = random.nextInt(input.length);
            switch (random.nextInt(4)) {
                case 0 -> input[at] = (byte) random.nextInt(256);
                case 1 -> input[at] = (byte) "{}[]\",:0e-n\\".charAt(random.nextInt(12));
                case 2 -> {
                    byte[] other = seeds.get(random.nextInt(seeds.size()));
                    int from = random.nextInt(other.length);
                    int length = Math.min(input.length - at, other.length - from);
                    System.arraycopy(other, from, input, at, length);
                }
                default -> input = java.util.Arrays.copyOf(input, Math.max(1, at));
            }
        }
        return input;
    }

    @Test
    void secrets_are_not_in_what_is_logged() {
        ClientMessage hello =
                CODEC.readClient("{\"type\":\"hello\",\"as\":\"viewer\",\"token\":\"hush\",\"pass\":\"psst\"}");

        assertThat(hello.toString()).doesNotContain("hush", "psst");
    }
}
