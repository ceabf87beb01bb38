package live.weir.bridge.transcode;

import java.util.Comparator;
import java.util.List;

/**
 * One quality of a program's picture.
 *
 * @param bitrate bits per second
 */
public record Rung(int width, int height, int bitrate) {

    /** The usual ladder, the tallest first. */
    public static final List<Rung> STANDARD = List.of(
            new Rung(1920, 1080, 4_500_000),
            new Rung(1280, 720, 2_500_000),
            new Rung(854, 480, 1_200_000),
            new Rung(640, 360, 800_000),
            new Rung(426, 240, 400_000));

    public Rung {
        if (width < 64 || width > 4096 || height < 64 || height > 4096 || (width & 1) != 0 || (height & 1) != 0) {
            throw new IllegalArgumentException("A rung is 64 to 4096 pixels wide and tall, both even");
        }
        if (bitrate < 50_000 || bitrate > 50_000_000) {
            throw new IllegalArgumentException("A rung has 50 kbit/s to 50 Mbit/s");
        }
    }

    /** Those of the standard ladder that are no taller than this; at least the smallest. */
    public static List<Rung> upTo(int height) {
        List<Rung> fitting =
                STANDARD.stream().filter(rung -> rung.height() <= height).toList();
        return fitting.isEmpty() ? STANDARD.subList(STANDARD.size() - 1, STANDARD.size()) : fitting;
    }

    static List<Rung> sorted(List<Rung> ladder) {
        return ladder.stream()
                .sorted(Comparator.comparingInt(Rung::height).reversed())
                .toList();
    }
}
