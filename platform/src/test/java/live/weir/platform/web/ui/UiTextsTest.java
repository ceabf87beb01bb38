package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every word that a reader sees comes from the messages, and every language has all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UiTextsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern USED_KEY = Pattern.compile("\\b(?:t|place)\\((?:'/[a-z]*', )?'([a-z0-9.-]+)'");
    /** What no reader reads as words: tags, and the path of a channel. */
    private static final Pattern WORDLESS = Pattern.compile("<[^>]*>|/c/");

    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("(?:aria-label|title|alt|placeholder|label)=\"?([^\"\\s>]*\\p{L}[^\"\\s>]*)");

    /** The name of the product is the same in every language. */
    private static final Set<String> ANY_LANGUAGE = Set.of("Weir");

    @SuppressWarnings("NullAway.Init")
    private UiFiles files;

    @SuppressWarnings("NullAway.Init")
    private Messages messages;

    @BeforeAll
    void read() throws IOException {
        files = UiFiles.read(WebLibraries.read());
        messages = new Messages(files, JsonMapper.builder().build());
    }

    static List<String> languages() {
        return Messages.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_has_the_same_keys_and_placeholders(String language) {
        assertThat(messages.keys(language)).containsExactlyInAnyOrderElementsOf(messages.keys("en"));
        for (String key : messages.keys("en")) {
            assertThat(placeholders(language, key)).as(key).isEqualTo(placeholders("en", key));
            assertThat(messages.text(language, key, Map.of())).as(key).isNotBlank();
        }
    }

    private Set<String> placeholders(String language, String key) {
        return PLACEHOLDER
                .matcher(messages.text(language, key, Map.of()))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_text_that_a_module_asks_for_exists() {
        for (String module : modules()) {
            USED_KEY.matcher(files.requiredSource(module))
                    .results()
                    .map(use -> use.group(1))
                    .filter(key -> !key.endsWith("."))
                    .forEach(key -> assertThat(messages.keys("en")).as(module).contains(key));
        }
    }

    @Test
    void no_module_says_anything_by_itself() {
        for (String module : modules()) {
            for (String template : templates(files.requiredSource(module))) {
                String visible = WORDLESS.matcher(template).replaceAll(" ");
                assertThat(visible.chars().anyMatch(Character::isLetter))
                        .as("%s has text in a template: %s", module, visible.strip())
                        .isFalse();
                SPOKEN_ATTRIBUTE
                        .matcher(template)
                        .results()
                        .forEach(spoken -> assertThat(ANY_LANGUAGE).as(module).contains(spoken.group(1)));
            }
        }
    }

    private List<String> modules() {
        return StreamSupport.stream(files.paths().spliterator(), false)
                .filter(path -> path.endsWith(".js") && !path.startsWith("lib/") && !path.equals("sw.js"))
                .toList();
    }

    /** The literal parts of all lit templates in a source; expressions are cut out, templates inside them kept apart. */
    private static List<String> templates(String source) {
        List<String> found = new ArrayList<>();
        for (int at = source.indexOf("html`"); at >= 0; at = source.indexOf("html`", at + 1)) {
            found.add(literalParts(source, at + "html`".length()));
        }
        return found;
    }

    private static String literalParts(String source, int start) {
        StringBuilder literal = new StringBuilder();
        int at = start;
        while (source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                at = endOfExpression(source, at + 2);
            } else {
                literal.append(source.charAt(at++));
            }
        }
        return literal.toString();
    }

    private static int endOfExpression(String source, int start) {
        int at = start;
        while (source.charAt(at) != '}') {
            at = switch (source.charAt(at)) {
                case '`' -> endOfTemplate(source, at + 1);
                case '{' -> endOfExpression(source, at + 1);
                case '\'' -> source.indexOf('\'', at + 1) + 1;
                default -> at + 1;
            };
        }
        return at + 1;
    }

    private static int endOfTemplate(String source, int start) {
        int at = start;
        while (source.charAt(at) != '`') {
            at = source.startsWith("${", at) ? endOfExpression(source, at + 2) : at + 1;
        }
        return at + 1;
    }
}
