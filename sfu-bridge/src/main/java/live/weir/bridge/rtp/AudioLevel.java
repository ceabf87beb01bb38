package live.weir.bridge.rtp;

/** The client-to-mixer audio level (RFC 6464 §3): a bit for voice, and the level in -dBov, where 127 is silence. */
public final class AudioLevel {

    public static final String URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

    private AudioLevel() {}

    /** The byte that the others of this class take apart, or -1. */
    public static int read(RtpView packet, int id) {
        return packet.extensionValue(id, 1);
    }

    public static boolean voice(int value) {
        return (value & 0x80) != 0;
    }

    /** 0 is the loudest. */
    public static int level(int value) {
        return value & 0x7F;
    }

    public static int of(boolean voice, int level) {
        return (voice ? 0x80 : 0) | (level & 0x7F);
    }
}
