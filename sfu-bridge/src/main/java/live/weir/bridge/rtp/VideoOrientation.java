package live.weir.bridge.rtp;

/** Coordination of video orientation (3GPP TS 26.114 §7.4.5): {@code |0 0 0 0|C|F|R1|R0|}. */
public final class VideoOrientation {

    public static final String URI = "urn:3gpp:video-orientation";

    private VideoOrientation() {}

    /** The byte that the others of this class take apart, or -1. */
    public static int read(RtpView packet, int id) {
        return packet.extensionValue(id, 1);
    }

    public static boolean backCamera(int value) {
        return (value & 0x08) != 0;
    }

    /** Whether the picture is mirrored left to right. */
    public static boolean flipped(int value) {
        return (value & 0x04) != 0;
    }

    /** How far the picture is to be turned clockwise to stand upright: 0, 90, 180 or 270. */
    public static int degrees(int value) {
        return 90 * (value & 0x03);
    }

    public static int of(boolean backCamera, boolean flipped, int degrees) {
        return (backCamera ? 0x08 : 0) | (flipped ? 0x04 : 0) | (degrees / 90 & 0x03);
    }
}
