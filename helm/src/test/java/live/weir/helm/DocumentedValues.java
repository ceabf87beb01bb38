package live.weir.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The chart's values with what stands above them. A value with {@code # -- …} above it is documented as a whole; a mapping
 * without it is documented by its keys.
 */
record DocumentedValues(List<Value> values, List<String> undocumented) {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9_.-]*):(.*)");
    private static final Pattern MEANING = Pattern.compile(" *# -- (.*)");

    /** @param fallback what it is if nobody says, in one line of YAML */
    record Value(String path, String meaning, String fallback) {}

    private record Level(int indent, String path, boolean documented) {}

    static DocumentedValues read() throws IOException {
        Node tree = new Node(new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Chart.HOME.resolve("values.yaml"))));
        List<Value> values = new ArrayList<>();
        List<String> undocumented = new ArrayList<>();
        Deque<Level> above = new ArrayDeque<>();
        String meaning = "";
        for (String line : Files.readAllLines(Chart.HOME.resolve("values.yaml"))) {
            Matcher comment = MEANING.matcher(line);
            Matcher key = KEY.matcher(line);
            if (comment.matches()) {
                meaning = comment.group(1);
            } else if (key.matches()) {
                int indent = key.group(1).length();
                while (!above.isEmpty() && above.peek().indent() >= indent) {
                    above.pop();
                }
                boolean within = !above.isEmpty() && above.peek().documented();
                String path = above.isEmpty() ? key.group(2) : above.peek().path() + "." + key.group(2);
                boolean opens = key.group(3).isBlank();
                if (!meaning.isEmpty()) {
                    values.add(new Value(path, meaning, flow(tree.at(path).value())));
                } else if (!opens && !within) {
                    undocumented.add(path);
                }
                above.push(new Level(indent, path, within || !meaning.isEmpty()));
                meaning = "";
            }
        }
        return new DocumentedValues(List.copyOf(values), List.copyOf(undocumented));
    }

    private static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DocumentedValues::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.equals("") ? "\"\"" : value.toString();
    }
}
