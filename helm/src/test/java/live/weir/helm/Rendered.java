package live.weir.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The resources that came of a chart. */
record Rendered(List<Node> resources) {

    static Rendered of(String manifests) {
        // A key that stands twice is an error here, as it is for Kubernetes.
        Load load = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
        List<Node> found = new ArrayList<>();
        StreamSupport.stream(load.loadAllFromString(manifests).spliterator(), false)
                .filter(Map.class::isInstance)
                .map(Node::new)
                .forEach(found::add);
        return new Rendered(List.copyOf(found));
    }

    Stream<Node> all(String kind) {
        return resources.stream().filter(resource -> resource.text("kind").equals(kind));
    }

    Node one(String kind, String name) {
        return all(kind)
                .filter(resource -> resource.text("metadata.name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " " + name + " among " + names()));
    }

    List<String> names() {
        return resources.stream().map(Node::title).toList();
    }

    /** Everything that makes pods. */
    Stream<Node> workloads() {
        return Stream.of("Deployment", "StatefulSet", "Job").flatMap(this::all);
    }
}
