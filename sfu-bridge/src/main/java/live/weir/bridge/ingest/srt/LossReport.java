package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;

/** The body of a NAK: single numbers, and ranges as their two ends (appendix A of the draft). What does not fit is for the next. */
final class LossReport {

    private static final int RANGE = 1 << 31;
    private static final int MOST_BYTES = 1400;

    private final ByteBuf out;
    private final int limit;

    LossReport(ByteBuf out) {
        this.out = out;
        this.limit = out.writerIndex() + MOST_BYTES;
    }

    /** False if there was no room for it. */
    boolean add(int first, int last) {
        if (out.writerIndex() + 2 * Integer.BYTES > limit) {
            return false;
        }
        if (first != last) {
            out.writeInt(RANGE | first);
        }
        out.writeInt(last);
        return true;
    }
}
