package live.weir.platform.program;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import live.weir.bridge.transcode.Rung;

/**
 * What programs of this node are like, for whoever makes the like of them.
 *
 * @param natives where FFmpeg's libraries are unpacked, once for all
 */
public record ProgramShape(
        List<Rung> ladder,
        int frameRate,
        Duration part,
        Duration keyframes,
        int audioBitrate,
        Duration pictures,
        Path natives) {}
