package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u24;
import static live.weir.bridge.rtp.BigEndian.u8;

import java.util.Objects;

/**
 * Redundant audio (RFC 2198 §3): earlier packets' payloads, the oldest first, and the primary one. One per event loop.
 *
 * <pre>
 * |1| block PT (7) | timestamp offset (14) | block length (10) |  per redundant block
 * |0| block PT (7) |                                              the primary
 * </pre>
 */
public final class RedPayload {

    /** Browsers send one or two. */
    private static final int MOST_REDUNDANT = 16;

    private static final int BLOCK_HEADER = 4;

    private final int[] payloadTypes = new int[MOST_REDUNDANT];
    private final int[] timestampOffsets = new int[MOST_REDUNDANT];
    private final int[] offsets = new int[MOST_REDUNDANT];
    private final int[] lengths = new int[MOST_REDUNDANT];

    private int redundant;
    private int primaryPayloadType;
    private int primaryOffset;
    private int primaryLength;

    /** Gives all blocks of a payload that was looked at before another payload type. */
    public static void putPayloadType(byte[] bytes, int offset, int payloadType) {
        int at = offset;
        while (bytes[at] < 0) {
            bytes[at] = (byte) (0x80 | payloadType);
            at += BLOCK_HEADER;
        }
        bytes[at] = (byte) payloadType;
    }

    public boolean wrap(RtpView packet) {
        return wrap(packet.bytes(), packet.payloadOffset(), packet.payloadLength());
    }

    /** False if the headers or the blocks do not fit, or are more than 16. */
    public boolean wrap(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        redundant = 0;
        while (at < end && bytes[at] < 0) {
            if (end - at < BLOCK_HEADER || redundant == MOST_REDUNDANT) {
                return false;
            }
            int header = u24(bytes, at + 1);
            payloadTypes[redundant] = bytes[at] & 0x7F;
            timestampOffsets[redundant] = header >> 10;
            lengths[redundant] = header & 0x3FF;
            redundant++;
            at += BLOCK_HEADER;
        }
        if (at == end) {
            return false;
        }
        primaryPayloadType = u8(bytes, at);
        return place(at + 1, end);
    }

    private boolean place(int from, int end) {
        int at = from;
        for (int i = 0; i < redundant; i++) {
            offsets[i] = at;
            at += lengths[i];
        }
        primaryOffset = at;
        primaryLength = end - at;
        return primaryLength >= 0;
    }

    public int primaryPayloadType() {
        return primaryPayloadType;
    }

    public int primaryOffset() {
        return primaryOffset;
    }

    public int primaryLength() {
        return primaryLength;
    }

    /** How many redundant blocks there are. */
    public int redundant() {
        return redundant;
    }

    public int payloadType(int block) {
        return payloadTypes[Objects.checkIndex(block, redundant)];
    }

    /** How much earlier than the packet's own timestamp the block belongs. */
    public int timestampOffset(int block) {
        return timestampOffsets[Objects.checkIndex(block, redundant)];
    }

    public int offset(int block) {
        return offsets[Objects.checkIndex(block, redundant)];
    }

    public int length(int block) {
        return lengths[Objects.checkIndex(block, redundant)];
    }
}
