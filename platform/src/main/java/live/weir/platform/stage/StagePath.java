package live.weir.platform.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/** The paths behind which a stage is, read as the routes read them: an escaped letter must not lead around anything. */
final class StagePath {

    private StagePath() {}

    /** The slug in {@code /whip/{slug}/…}, {@code /whep/{slug}/…} and {@code /ws/stage/{slug}}, as it was written. */
    static Optional<String> slug(PathContainer path) {
        List<String> names = new ArrayList<>();
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment && names.size() < 3) {
                names.add(segment.valueToMatch());
            }
        }
        if (names.size() >= 2 && (names.get(0).equals("whip") || names.get(0).equals("whep"))) {
            return Optional.of(names.get(1));
        }
        return names.size() == 3 && names.get(0).equals("ws") && names.get(1).equals("stage")
                ? Optional.of(names.get(2))
                : Optional.empty();
    }
}
