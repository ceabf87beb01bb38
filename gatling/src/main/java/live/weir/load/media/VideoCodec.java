package live.weir.load.media;

import java.util.List;

/** What a virtual performer can show, and how its pictures travel in packets. */
public enum VideoCodec {
    VP8("clip.ivf") {
        @Override
        List<byte[]> packets(Picture picture, int number, int size, long sentAt) {
            return Vp8Packets.of(picture, number, size, sentAt);
        }
    },
    H264("clip.h264") {
        @Override
        List<byte[]> packets(Picture picture, int number, int size, long sentAt) {
            return H264Packets.of(picture, size, sentAt);
        }
    };

    private final String clip;

    VideoCodec(String clip) {
        this.clip = clip;
    }

    String clip() {
        return clip;
    }

    /**
     * The payloads of a picture's packets, padded to {@code size} where the picture is smaller. The last one ends with its
     * {@link Stamp}.
     */
    abstract List<byte[]> packets(Picture picture, int number, int size, long sentAt);
}
