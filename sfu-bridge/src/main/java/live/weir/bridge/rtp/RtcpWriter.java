package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.put16;
import static live.weir.bridge.rtp.BigEndian.put24;
import static live.weir.bridge.rtp.BigEndian.put32;
import static live.weir.bridge.rtp.BigEndian.put64;
import static live.weir.bridge.rtp.BigEndian.put8;

import java.util.Objects;

/**
 * Builds a compound RTCP packet: {@code into}, then one packet after the other, then {@link #length()}. What has no room any
 * more is not written, and its method says so with false (or 0); what was written before stays good. Made to be used again;
 * one per event loop.
 */
public final class RtcpWriter {

    /** The count field has five bits. */
    private static final int MOST_COUNTED = 31;

    /** RFC 3550 appendix A.3: clamped, not wrapped, to the 24 bits with sign that there are. */
    private static final int MOST_LOST = 0x7FFFFF;

    private static final int NONE = -1;
    private static final byte[] NOTHING = {};

    private final TransportFeedbackWriter transportFeedback = new TransportFeedbackWriter();

    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private int limit;
    private int report = NONE;

    /** No byte beyond {@code offset + capacity} is touched. */
    public RtcpWriter into(byte[] bytes, int offset, int capacity) {
        Objects.checkFromIndexSize(offset, capacity, bytes.length);
        this.bytes = bytes;
        this.start = offset;
        this.end = offset;
        this.limit = offset + capacity;
        this.report = NONE;
        return this;
    }

    /** Of all that was written since {@code into}. */
    public int length() {
        return end - start;
    }

    /** Its report blocks follow with {@link #reportBlock}. */
    public boolean senderReport(int ssrc, long ntpTime, int rtpTimestamp, long packetCount, long octetCount) {
        int at = open(RtcpKind.SENDER_REPORT, 0, 28);
        if (at == NONE) {
            return false;
        }
        report = at;
        put32(bytes, at + 4, ssrc);
        put64(bytes, at + 8, ntpTime);
        put32(bytes, at + 16, rtpTimestamp);
        put32(bytes, at + 20, (int) packetCount);
        put32(bytes, at + 24, (int) octetCount);
        return true;
    }

    /** Its report blocks follow with {@link #reportBlock}. */
    public boolean receiverReport(int ssrc) {
        int at = open(RtcpKind.RECEIVER_REPORT, 0, 8);
        if (at == NONE) {
            return false;
        }
        report = at;
        put32(bytes, at + 4, ssrc);
        return true;
    }

    /** Goes into the report just begun; a report takes 31. */
    public boolean reportBlock(
            int ssrc,
            int fractionLost,
            int cumulativeLost,
            long highestSequence,
            long jitter,
            int lastSenderReport,
            int delaySinceLastSenderReport) {
        if (!growReport()) {
            return false;
        }
        int at = end - ReportBlocks.BLOCK;
        put32(bytes, at, ssrc);
        put8(bytes, at + 4, fractionLost);
        put24(bytes, at + 5, Math.max(-MOST_LOST - 1, Math.min(cumulativeLost, MOST_LOST)));
        put32(bytes, at + 8, (int) highestSequence);
        put32(bytes, at + 12, (int) jitter);
        put32(bytes, at + 16, lastSenderReport);
        put32(bytes, at + 20, delaySinceLastSenderReport);
        return true;
    }

    private boolean growReport() {
        boolean full = report == NONE || (bytes[report] & 0x1F) == MOST_COUNTED;
        if (full || limit - end < ReportBlocks.BLOCK) {
            return false;
        }
        bytes[report]++;
        end += ReportBlocks.BLOCK;
        close(report);
        return true;
    }

    public boolean cname(int ssrc, byte[] name) {
        int length = RtcpView.HEADER + 4 + 2 + name.length;
        int at = name.length > 255 ? NONE : open(RtcpKind.SOURCE_DESCRIPTION, 1, length / 4 * 4 + 4);
        if (at == NONE) {
            return false;
        }
        put32(bytes, at + 4, ssrc);
        put8(bytes, at + 8, SourceDescription.CNAME);
        put8(bytes, at + 9, name.length);
        System.arraycopy(name, 0, bytes, at + 10, name.length);
        while (at + length < end) {
            bytes[at + length++] = 0;
        }
        return true;
    }

    public boolean bye(int ssrc) {
        int at = open(RtcpKind.BYE, 1, 8);
        if (at == NONE) {
            return false;
        }
        put32(bytes, at + 4, ssrc);
        return true;
    }

    /**
     * Asks for sequence numbers that are in order, oldest first. Tells how many of them had room: ask for the rest in the next
     * compound.
     */
    public int nack(int senderSsrc, int mediaSsrc, int[] sequences, int from, int count) {
        int at = count == 0 ? NONE : openFeedback(RtcpKind.NACK, senderSsrc, mediaSsrc, Nack.ITEM);
        if (at == NONE) {
            return 0;
        }
        int written = nackItem(end - Nack.ITEM, sequences, from, from + count);
        while (written < count && limit - end >= Nack.ITEM) {
            end += Nack.ITEM;
            written += nackItem(end - Nack.ITEM, sequences, from + written, from + count);
        }
        close(at);
        return written;
    }

    /** One number and as many of the next as its sixteen bits reach. */
    private int nackItem(int at, int[] sequences, int from, int to) {
        int followers = 0;
        int next = from + 1;
        while (next < to) {
            int bit = Sequences.distance(sequences[from], sequences[next]) - 1;
            if (bit < 0 || bit > 15) {
                break;
            }
            followers |= 1 << bit;
            next++;
        }
        put16(bytes, at, sequences[from]);
        put16(bytes, at + 2, followers);
        return next - from;
    }

    public boolean pictureLoss(int senderSsrc, int mediaSsrc) {
        return openFeedback(RtcpKind.PICTURE_LOSS, senderSsrc, mediaSsrc, 0) != NONE;
    }

    public boolean fullIntraRequest(int senderSsrc, int mediaSsrc, int commandNumber) {
        int at = openFeedback(RtcpKind.FULL_INTRA_REQUEST, senderSsrc, 0, FullIntraRequest.ENTRY);
        if (at == NONE) {
            return false;
        }
        put32(bytes, at + 12, mediaSsrc);
        put32(bytes, at + 16, commandNumber << 24);
        return true;
    }

    /** What the whole of these streams may take together, rounded down to 18 significant bits; at most 255 of them. */
    public boolean bitrateEstimate(int senderSsrc, long bitrate, int[] ssrcs, int count) {
        int at = count > 255 ? NONE : openFeedback(RtcpKind.BITRATE_ESTIMATE, senderSsrc, 0, 8 + 4 * count);
        if (at == NONE) {
            return false;
        }
        int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(bitrate) - BitrateEstimate.MANTISSA_BITS);
        put32(bytes, at + 12, BitrateEstimate.REMB);
        put8(bytes, at + 16, count);
        put24(bytes, at + 17, exponent << BitrateEstimate.MANTISSA_BITS | (int) (bitrate >>> exponent));
        for (int i = 0; i < count; i++) {
            put32(bytes, at + 20 + 4 * i, ssrcs[i]);
        }
        return true;
    }

    /**
     * Tells when packets arrived, in microseconds on any clock of ours, or that they did not
     * ({@link TransportFeedbackWriter#LOST}). {@code arrivals[from]} belongs to {@code baseSequence}. Tells how many statuses the
     * packet covers: while fewer than {@code count}, go on with the rest and the next {@code feedbackCount}. 0 means no room.
     */
    public int transportFeedback(
            int senderSsrc, int mediaSsrc, int feedbackCount, int baseSequence, long[] arrivals, int from, int count) {
        int room = limit - end - TransportFeedback.HEAD;
        int covered = transportFeedback.plan(arrivals, from, count, room);
        if (covered == 0) {
            return 0;
        }
        int body = TransportFeedback.HEAD - RtcpView.FEEDBACK_HEADER + transportFeedback.plannedLength();
        int at = openFeedback(RtcpKind.TRANSPORT_FEEDBACK, senderSsrc, mediaSsrc, body);
        transportFeedback.write(bytes, at + RtcpView.FEEDBACK_HEADER, baseSequence, feedbackCount);
        return covered;
    }

    private int openFeedback(RtcpKind kind, int senderSsrc, int mediaSsrc, int bodyLength) {
        int at = open(kind, kind.format, RtcpView.FEEDBACK_HEADER + bodyLength);
        if (at != NONE) {
            put32(bytes, at + 4, senderSsrc);
            put32(bytes, at + 8, mediaSsrc);
        }
        return at;
    }

    private int open(RtcpKind kind, int count, int length) {
        if (limit - end < length) {
            return NONE;
        }
        int at = end;
        report = NONE;
        end += length;
        put8(bytes, at, 0x80 | count);
        put8(bytes, at + 1, kind.type);
        close(at);
        return at;
    }

    private void close(int at) {
        put16(bytes, at + 2, (end - at) / 4 - 1);
    }
}
