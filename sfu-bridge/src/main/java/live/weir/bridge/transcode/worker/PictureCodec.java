package live.weir.bridge.transcode.worker;

import java.util.List;

/** What performers' pictures are coded in. The wire calls them by name. */
public enum PictureCodec {
    VP8,
    H264,
    VP9,
    AV1;

    /** FFmpeg's names for those who can, the preferred first. */
    List<String> decoders() {
        return switch (this) {
            case VP8 -> List.of("vp8");
            case H264 -> List.of("h264");
            case VP9 -> List.of("vp9");
            case AV1 -> List.of("libdav1d", "libaom-av1");
        };
    }
}
