package live.weir.helm;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A place in a document; paths lead through its mappings by dots. */
record Node(Object value) {

    boolean has(String path) {
        return find(path) != null;
    }

    Node at(String path) {
        return new Node(Objects.requireNonNull(find(path), () -> "no " + path + " in " + title()));
    }

    String text(String path) {
        Object found = find(path);
        return found == null ? "" : found.toString();
    }

    /** The items of a list; none where there is no list. */
    Stream<Node> items(String path) {
        return find(path) instanceof List<?> list ? list.stream().map(Node::new) : Stream.empty();
    }

    Map<?, ?> map(String path) {
        return find(path) instanceof Map<?, ?> map ? map : Map.of();
    }

    String title() {
        return value instanceof Map<?, ?>
                ? text("kind") + " " + text("metadata.name") + text("name")
                : value.toString();
    }

    private @Nullable Object find(String path) {
        Object place = value;
        for (String step : path.split("\\.", -1)) {
            place = place instanceof Map<?, ?> map ? map.get(step) : null;
            if (place == null) {
                return null;
            }
        }
        return place;
    }
}
