package live.weir.bridge.program;

import java.util.List;
import java.util.Optional;

/**
 * What the program shows from now on.
 *
 * @param shown who is on stage, in the stage's order; nobody means the slate
 * @param leading the source that layouts with a leading picture put first
 */
public record Scene(SceneLayout layout, List<Shown> shown, Optional<String> leading) {

    /**
     * @param source the name by which it was attached: a performer's camera or screen
     * @param label a name to write beneath, or empty
     */
    public record Shown(String source, String label, boolean screen, boolean muted) {}

    public Scene {
        shown = List.copyOf(shown);
    }

    public static Scene empty() {
        return new Scene(SceneLayout.GRID, List.of(), Optional.empty());
    }
}
