package live.weir.bridge.sdp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The RTP header extensions that this side understands. */
public enum RtpExtension {
    MID(1, "urn:ietf:params:rtp-hdrext:sdes:mid"),
    RTP_STREAM_ID(2, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"),
    REPAIRED_RTP_STREAM_ID(3, "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"),
    ABS_SEND_TIME(4, "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"),
    TRANSPORT_WIDE_CC(5, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"),
    AUDIO_LEVEL(6, "urn:ietf:params:rtp-hdrext:ssrc-audio-level"),
    VIDEO_ORIENTATION(7, "urn:3gpp:video-orientation"),
    DEPENDENCY_DESCRIPTOR(8, "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension"),
    PLAYOUT_DELAY(9, "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay");

    /** Ids of the one-byte form (RFC 8285 §4.2), the only one that this side writes. */
    static final int HIGHEST_ID = 14;

    /** The longest mid or rid that an extension of the one-byte form holds. */
    static final int LONGEST_VALUE = 16;

    private static final Set<RtpExtension> OF_AUDIO = EnumSet.of(MID, ABS_SEND_TIME, TRANSPORT_WIDE_CC, AUDIO_LEVEL);

    private static final Set<RtpExtension> OF_VIDEO = EnumSet.of(
            MID,
            RTP_STREAM_ID,
            REPAIRED_RTP_STREAM_ID,
            ABS_SEND_TIME,
            TRANSPORT_WIDE_CC,
            VIDEO_ORIENTATION,
            DEPENDENCY_DESCRIPTOR,
            PLAYOUT_DELAY);

    private final int offeredId;
    private final String uri;

    RtpExtension(int offeredId, String uri) {
        this.offeredId = offeredId;
        this.uri = uri;
    }

    public String uri() {
        return uri;
    }

    /** Its id in offers of this side. */
    int offeredId() {
        return offeredId;
    }

    static Optional<RtpExtension> of(String uri) {
        return Arrays.stream(values())
                .filter(extension -> extension.uri.equals(uri))
                .findFirst();
    }

    boolean isOf(MediaKind kind) {
        return (kind == MediaKind.AUDIO ? OF_AUDIO : OF_VIDEO).contains(this);
    }

    /** Names of simulcast layers go to the server only: a viewer gets one layer at a time. */
    boolean isForPublishersOnly() {
        return this == RTP_STREAM_ID || this == REPAIRED_RTP_STREAM_ID;
    }
}
