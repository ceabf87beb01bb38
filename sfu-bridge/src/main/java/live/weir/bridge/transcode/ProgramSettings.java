package live.weir.bridge.transcode;

import java.time.Duration;
import java.util.List;

/**
 * What a program is like.
 *
 * @param id for threads and logs: 1 to 64 letters, digits, dashes
 * @param ladder 1 to 6 rungs of one shape; the maker leaves out the tallest ones that the CPU does not carry
 * @param frameRate pictures a second
 * @param part how long a chunk of pictures is at most, 100 to 1000 ms; it is cut to whole pictures, of which all parts but the last
 *     before a keyframe have as many
 * @param keyframes between two of them, on all rungs at once; a whole number of parts
 * @param labels whether performers' names are written beneath them
 * @param pictures between two pictures for {@code ProgramSink.picture}; zero for none
 */
public record ProgramSettings(
        String id,
        List<Rung> ladder,
        int frameRate,
        Duration part,
        Duration keyframes,
        int audioBitrate,
        Slate slate,
        boolean labels,
        Duration pictures) {

    private static final int MOST_RUNGS = 6;

    public ProgramSettings {
        ladder = Rung.sorted(ladder);
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("A program's id has 1 to 64 letters, digits and dashes");
        }
        if (ladder.isEmpty() || ladder.size() > MOST_RUNGS) {
            throw new IllegalArgumentException("A ladder has 1 to " + MOST_RUNGS + " rungs");
        }
        if (frameRate < 5 || frameRate > 60) {
            throw new IllegalArgumentException("A second has 5 to 60 pictures");
        }
        if (part.toMillis() < 100 || part.toMillis() > 1000) {
            throw new IllegalArgumentException("A part lasts 100 to 1000 ms");
        }
        if (keyframes.compareTo(part) < 0 || keyframes.toSeconds() > 10) {
            throw new IllegalArgumentException("Keyframes are a part to 10 s apart");
        }
        if (audioBitrate < 32_000 || audioBitrate > 320_000) {
            throw new IllegalArgumentException("Sound has 32 to 320 kbit/s");
        }
        if (pictures.isNegative()) {
            throw new IllegalArgumentException("Pictures cannot be a negative time apart");
        }
    }

    /** 30 pictures a second, parts of a third of a second, a keyframe every two, labels, a picture every five. */
    public static ProgramSettings of(String id, List<Rung> ladder, Slate slate) {
        return new ProgramSettings(
                id,
                ladder,
                30,
                Duration.ofMillis(333),
                Duration.ofSeconds(2),
                128_000,
                slate,
                true,
                Duration.ofSeconds(5));
    }

    /** The same with another ladder. */
    public ProgramSettings withLadder(List<Rung> other) {
        return new ProgramSettings(id, other, frameRate, part, keyframes, audioBitrate, slate, labels, pictures);
    }
}
