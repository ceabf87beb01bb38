package live.weir.platform.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code weir.*} keys that exist, as the build recorded them from the settings' records: nobody keeps a list by hand.
 *
 * @param byName from a key's canonical name to what is known of it
 */
record KnownKeys(NavigableMap<String, Key> byName) {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern INDEX = Pattern.compile("\\[[^\\]]*]|_\\d+$");

    /** One key, for the operator's reference. */
    record Key(String name, String type, String description, String defaultValue) {

        boolean takesNames() {
            return type.startsWith("java.util.Map");
        }

        boolean takesSeveral() {
            return type.startsWith("java.util.List") || type.startsWith("java.util.Set");
        }

        /** As an environment variable: {@code weir.web.max-body} is {@code WEIR_WEB_MAX_BODY}. */
        String variable() {
            return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }
    }

    static KnownKeys load() {
        NavigableMap<String, Key> keys = new TreeMap<>();
        try {
            for (URL url : Collections.list(KnownKeys.class.getClassLoader().getResources(METADATA))) {
                try (InputStream metadata = url.openStream()) {
                    collect(JsonMapper.shared().readTree(metadata), keys);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The record of configuration keys cannot be read", unreadable);
        }
        return new KnownKeys(keys);
    }

    private static void collect(JsonNode metadata, NavigableMap<String, Key> keys) {
        for (JsonNode property : metadata.path("properties")) {
            String name = property.path("name").asString("");
            if (name.startsWith("weir.")) {
                JsonNode fallback = property.path("defaultValue");
                keys.put(
                        name,
                        new Key(
                                name,
                                property.path("type").asString(""),
                                property.path("description").asString(""),
                                fallback.isMissingNode()
                                        ? ""
                                        : fallback.isValueNode() ? fallback.asString() : fallback.toString()));
            }
        }
    }

    /** The key that a property sets, in any of the spellings that Spring Boot takes. */
    Optional<Key> ofProperty(String property) {
        String plain = uniform(INDEX.matcher(property).replaceAll(""));
        return byName.values().stream()
                .filter(key -> uniform(key.name()).equals(plain)
                        || (key.takesNames() && plain.startsWith(uniform(key.name()) + ".")))
                .findFirst();
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** The key that an environment variable sets; dashes may be written as underscores or left out. */
    Optional<Key> ofVariable(String variable) {
        String plain = INDEX.matcher(variable).replaceAll("");
        return byName.values().stream()
                .filter(key -> key.variable().equals(plain)
                        || key.name()
                                .toUpperCase(Locale.ROOT)
                                .replace("-", "")
                                .replace('.', '_')
                                .equals(plain)
                        || (key.takesNames() && plain.startsWith(key.variable() + "_")))
                .findFirst();
    }

    Key nearestTo(String property) {
        return byName.values().stream()
                .min(Comparator.comparingInt(key -> distance(key.name(), property)))
                .orElseThrow(() -> new IllegalStateException("No keys are known: was " + METADATA + " built?"));
    }

    /** Levenshtein's distance, by rows. */
    private static int distance(String first, String second) {
        int[] previous = new int[second.length() + 1];
        for (int column = 0; column < previous.length; column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= first.length(); row++) {
            int[] current = new int[second.length() + 1];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int change = first.charAt(row - 1) == second.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(Math.min(current[column - 1], previous[column]) + 1, previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[second.length()];
    }
}
