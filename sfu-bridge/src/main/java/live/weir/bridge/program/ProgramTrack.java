package live.weir.bridge.program;

import io.netty.buffer.ByteBuf;
import java.util.Objects;

/**
 * One rung of the ladder, or the sound.
 *
 * @param name stands in addresses: lower-case letters, digits and dashes ({@code v720}, {@code audio})
 * @param codecs by RFC 6381 ({@code avc1.42c01f}, {@code mp4a.40.2})
 * @param width in pixels, 0 of sound
 * @param frameRate pictures per second, 0 of sound
 * @param bitrate what the encoder aims at, in bits per second
 * @param channels of sound, 0 of pictures
 * @param initialisation the CMAF header (ftyp and moov); unpooled, shared, never released
 */
public record ProgramTrack(
        String name,
        Kind kind,
        String codecs,
        int width,
        int height,
        int frameRate,
        int bitrate,
        int channels,
        ByteBuf initialisation) {

    /** Pictures or sound. */
    public enum Kind {
        VIDEO,
        AUDIO
    }

    public ProgramTrack {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("A track's name has 1 to 32 lower-case letters, digits and dashes");
        }
        Objects.requireNonNull(kind);
        Objects.requireNonNull(codecs);
        initialisation = initialisation.asReadOnly();
    }
}
