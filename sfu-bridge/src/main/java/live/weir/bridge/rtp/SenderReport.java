package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i32;
import static live.weir.bridge.rtp.BigEndian.i64;
import static live.weir.bridge.rtp.BigEndian.u32;

/** What a sender says of itself (RFC 3550 §6.4.1). Its report blocks are {@link ReportBlocks}. One per event loop. */
public final class SenderReport {

    private long ntpTime;
    private int rtpTimestamp;
    private long packetCount;
    private long octetCount;

    public boolean wrap(RtcpView rtcp) {
        if (rtcp.kind() != RtcpKind.SENDER_REPORT) {
            return false;
        }
        int body = rtcp.offset() + 8;
        ntpTime = i64(rtcp.bytes(), body);
        rtpTimestamp = i32(rtcp.bytes(), body + 8);
        packetCount = u32(rtcp.bytes(), body + 12);
        octetCount = u32(rtcp.bytes(), body + 16);
        return true;
    }

    /** As in {@link NtpTime}; 0 where the sender knows no time of day. */
    public long ntpTime() {
        return ntpTime;
    }

    public int rtpTimestamp() {
        return rtpTimestamp;
    }

    public long packetCount() {
        return packetCount;
    }

    public long octetCount() {
        return octetCount;
    }
}
