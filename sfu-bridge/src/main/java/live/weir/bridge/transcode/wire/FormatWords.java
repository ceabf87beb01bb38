package live.weir.bridge.transcode.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a run consists of: origin in microseconds since 1970 (8), count of tracks (1), and each, field by field. */
public final class FormatWords {

    private FormatWords() {}

    /** A run as the child knows it. */
    public record Format(long originMicros, List<Track> tracks) {

        public Format {
            tracks = List.copyOf(tracks);
        }
    }

    /** A track as the child knows it: {@code ProgramTrack} without Netty, which children do not have. */
    public static final class Track {

        public final String name;
        public final boolean sound;
        public final String codecs;
        public final int width;
        public final int height;
        public final int frameRate;
        public final int bitrate;
        public final int channels;
        private final byte[] initialisation;

        public Track(
                String name,
                boolean sound,
                String codecs,
                int width,
                int height,
                int frameRate,
                int bitrate,
                int channels,
                byte[] initialisation) {
            this.name = name;
            this.sound = sound;
            this.codecs = codecs;
            this.width = width;
            this.height = height;
            this.frameRate = frameRate;
            this.bitrate = bitrate;
            this.channels = channels;
            this.initialisation = initialisation.clone();
        }

        public byte[] initialisation() {
            return initialisation.clone();
        }
    }

    public static ByteBuffer of(Format format) {
        Words words = Words.of(Kind.FORMAT, 4096)
                .i64(format.originMicros())
                .u8(format.tracks().size());
        for (Track track : format.tracks()) {
            words.text(track.name)
                    .flag(track.sound)
                    .text(track.codecs)
                    .u16(track.width)
                    .u16(track.height)
                    .u8(track.frameRate)
                    .i32(track.bitrate)
                    .u8(track.channels)
                    .block(track.initialisation);
        }
        return words.frame();
    }

    public static Format read(ByteBuffer body) {
        long origin = body.getLong();
        List<Track> tracks = new ArrayList<>();
        for (int left = Words.u8(body); left > 0; left--) {
            tracks.add(new Track(
                    Words.text(body),
                    Words.flag(body),
                    Words.text(body),
                    Words.u16(body),
                    Words.u16(body),
                    Words.u8(body),
                    body.getInt(),
                    Words.u8(body),
                    Words.block(body)));
        }
        return new Format(origin, tracks);
    }
}
