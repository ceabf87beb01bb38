package live.weir.bridge.transcode;

import java.nio.file.Path;

/**
 * What a node gives to its programs.
 *
 * @param natives where FFmpeg's libraries are unpacked, once for all children
 * @param cores how much of the CPU all programs together may take; what would go beyond is refused, or gets fewer rungs
 * @param spare whether a child is kept that is started and waits, so that programs begin and recover at once
 */
public record MakerSettings(Path natives, double cores, boolean spare) {

    public MakerSettings {
        if (!(cores > 0)) {
            throw new IllegalArgumentException("Programs need some of the CPU");
        }
    }

    /** Three quarters of the machine, and a spare. */
    public static MakerSettings in(Path natives) {
        return new MakerSettings(natives, Runtime.getRuntime().availableProcessors() * 0.75, true);
    }
}
