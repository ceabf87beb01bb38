package live.weir.platform.program;

import java.util.List;
import live.weir.bridge.transcode.Rung;
import org.jspecify.annotations.Nullable;

/** Which qualities a program is made in, by default as a machine of this size carries them beside everything else. */
final class Ladder {

    private static final int SMALL = 3;
    private static final int MIDDLING = 7;

    private Ladder() {}

    /** @throws IllegalArgumentException for heights that no rung has */
    static List<Rung> of(@Nullable List<Integer> heights, int processors) {
        return (heights == null || heights.isEmpty() ? usual(processors) : heights)
                .stream().distinct().map(Ladder::rung).toList();
    }

    private static List<Integer> usual(int processors) {
        if (processors <= SMALL) {
            return List.of(720, 360);
        }
        return processors <= MIDDLING ? List.of(720, 480, 240) : List.of(1080, 720, 480, 240);
    }

    private static Rung rung(int height) {
        return Rung.STANDARD.stream()
                .filter(rung -> rung.height() == height)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("weir.program.ladder: there is no rung of " + height
                        + "; there are "
                        + Rung.STANDARD.stream().map(Rung::height).toList()));
    }
}
