package live.weir.platform.web.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The texts of the UI, as far as the server says them: titles and descriptions in the first bytes of a page. */
final class Messages {

    static final String FALLBACK = "en";

    /** In the order in which a reader chooses from them; also the order in which a wildcard is answered. */
    static final List<String> LANGUAGES = List.of("en", "es", "fr", "de", "pt", "ru", "zh", "ja", "ko");

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();

    Messages(UiFiles files, JsonMapper json) {
        for (String language : LANGUAGES) {
            byLanguage.put(language, json.readValue(files.requiredSource(path(language)), TEXTS));
        }
    }

    static String path(String language) {
        return "messages/" + language + ".json";
    }

    static boolean speaks(String language) {
        return LANGUAGES.contains(language);
    }

    /**
     * The best of our languages for an {@code Accept-Language} header (RFC 9110 §12.5.4); a regional variant is served
     * by its language (RFC 4647 §3.4), and a header that nobody can read by English.
     */
    static String negotiate(String acceptLanguage) {
        try {
            List<Locale.LanguageRange> wishes = Locale.LanguageRange.parse(acceptLanguage);
            String tag = Locale.lookupTag(wishes, LANGUAGES);
            return tag == null ? FALLBACK : tag;
        } catch (IllegalArgumentException unreadable) {
            return FALLBACK;
        }
    }

    /** A text with its placeholders filled. */
    String text(String language, String key, Map<String, String> parameters) {
        String text = byLanguage.getOrDefault(language, Map.of()).getOrDefault(key, key);
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text = text.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return text;
    }

    Set<String> keys(String language) {
        return byLanguage.getOrDefault(language, Map.of()).keySet();
    }
}
