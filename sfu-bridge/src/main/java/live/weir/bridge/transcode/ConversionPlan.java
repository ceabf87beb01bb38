package live.weir.bridge.transcode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a file is made a program.
 *
 * @param id for threads and logs: 1 to 64 letters, digits, dashes
 * @param natives where FFmpeg's libraries are unpacked, once for all children
 * @param ladder the qualities that programs have; a file gets those that are no larger than it is, in its own shape
 * @param frameRate pictures a second at most
 * @param part how long a chunk of pictures is at most
 * @param keyframes between two of them, on all rungs at once
 * @param pictures between two still pictures; zero for none
 * @param longest what lasts longer is refused
 * @param origin the wall clock at its beginning
 */
public record ConversionPlan(
        String id,
        Path file,
        Path natives,
        List<Rung> ladder,
        int frameRate,
        Duration part,
        Duration keyframes,
        int audioBitrate,
        Duration pictures,
        Duration longest,
        Instant origin) {

    public ConversionPlan {
        ladder = Rung.sorted(ladder);
        if (ladder.isEmpty() || !id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("A conversion has a name and a ladder");
        }
    }
}
