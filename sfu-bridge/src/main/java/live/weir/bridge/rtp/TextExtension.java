package live.weir.bridge.rtp;

import java.util.Arrays;

/** Extensions that name something: mid (RFC 9143 §15), rid and repaired rid (RFC 8852), compared without making strings. */
public final class TextExtension {

    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public static final String REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";

    private TextExtension() {}

    /** Whether the packet has the extension and its value is these bytes of UTF-8. */
    public static boolean matches(RtpView packet, int id, byte[] expected) {
        int at = packet.extensionOffset(id);
        return at >= 0
                && Arrays.equals(packet.bytes(), at, at + packet.extensionLength(id), expected, 0, expected.length);
    }
}
