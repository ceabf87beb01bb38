package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.i24;
import static live.weir.bridge.rtp.BigEndian.u16;
import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1): which packets came,
 * and when. {@code wrap} checks all of it, so that a damaged packet tells nothing rather than half. One per event loop.
 */
public final class TransportFeedback {

    /** Arrival times count these. */
    public static final int TICK_MICROS = 250;

    static final int HEAD = 20;
    static final int MOST_RUN = 0x1FFF;
    static final int SMALL = 1;
    static final int LARGE = 2;

    /** The reference time counts 64 ms. */
    static final int REFERENCE_TICKS = 256;

    private static final int RESERVED = 3;
    private static final byte[] NOTHING = {};

    /** Takes the statuses in the order of sequence numbers. Keep one: it is called per packet. */
    public interface Visitor {

        /** {@code deltaTicks} is the time since the packet received before, or, of the first, since the reference time. */
        void received(int sequence, int deltaTicks);

        void lost(int sequence);
    }

    private byte[] bytes = NOTHING;
    private int chunks;
    private int deltas;
    private int baseSequence;
    private int statusCount;
    private int referenceTime;
    private int feedbackCount;

    public boolean wrap(RtcpView rtcp) {
        statusCount = 0;
        if (rtcp.kind() != RtcpKind.TRANSPORT_FEEDBACK) {
            return false;
        }
        bytes = rtcp.bytes();
        int head = rtcp.offset() + RtcpView.FEEDBACK_HEADER;
        baseSequence = u16(bytes, head);
        referenceTime = i24(bytes, head + 4);
        feedbackCount = u8(bytes, head + 7);
        chunks = head + 8;
        int count = u16(bytes, head + 2);
        if (!measure(count, rtcp.limit())) {
            return false;
        }
        statusCount = count;
        return true;
    }

    /** Finds where the deltas start, and whether all that the chunks promise is there. */
    private boolean measure(int count, int limit) {
        int at = chunks;
        int deltaBytes = 0;
        for (int seen = 0; seen < count; at += 2) {
            if (at + 2 > limit) {
                return false;
            }
            int chunk = u16(bytes, at);
            int size = Math.min(size(chunk), count - seen);
            int more = deltaBytes(chunk, size);
            if (more < 0) {
                return false;
            }
            deltaBytes += more;
            seen += size;
        }
        deltas = at;
        return deltas + deltaBytes <= limit;
    }

    private static int size(int chunk) {
        if ((chunk & 0x8000) == 0) {
            return chunk & MOST_RUN;
        }
        return (chunk & 0x4000) == 0 ? 14 : 7;
    }

    private static int symbol(int chunk, int index) {
        if ((chunk & 0x8000) == 0) {
            return chunk >> 13;
        }
        return (chunk & 0x4000) == 0 ? chunk >> (13 - index) & 1 : chunk >> (12 - 2 * index) & 3;
    }

    /** How many bytes of deltas the chunk's packets have, or -1 if it uses the symbol that means nothing. */
    private static int deltaBytes(int chunk, int size) {
        if ((chunk & 0x8000) == 0) {
            return chunk >> 13 == RESERVED ? -1 : (chunk >> 13) * size;
        }
        int sum = 0;
        for (int i = 0; i < size; i++) {
            int symbol = symbol(chunk, i);
            if (symbol == RESERVED) {
                return -1;
            }
            sum += symbol; // a symbol is also the size of its delta
        }
        return sum;
    }

    /** Tells all statuses; at most 65,535 of them. */
    public void visit(Visitor visitor) {
        int delta = deltas;
        int at = chunks;
        for (int seen = 0; seen < statusCount; at += 2) {
            int chunk = u16(bytes, at);
            int size = Math.min(size(chunk), statusCount - seen);
            for (int i = 0; i < size; i++) {
                int symbol = symbol(chunk, i);
                tell(Sequences.plus(baseSequence, seen + i), symbol, delta, visitor);
                delta += symbol;
            }
            seen += size;
        }
    }

    private void tell(int sequence, int symbol, int delta, Visitor visitor) {
        switch (symbol) {
            case SMALL -> visitor.received(sequence, u8(bytes, delta));
            case LARGE -> visitor.received(sequence, (short) u16(bytes, delta));
            default -> visitor.lost(sequence);
        }
    }

    public int baseSequence() {
        return baseSequence;
    }

    public int statusCount() {
        return statusCount;
    }

    /** The time that the first delta counts from, in ticks on the receiver's clock; wraps every 12 days. */
    public long referenceTicks() {
        return (long) referenceTime * REFERENCE_TICKS;
    }

    /** Counts the peer's feedback packets, modulo 256: a gap means that one was lost. */
    public int feedbackCount() {
        return feedbackCount;
    }
}
