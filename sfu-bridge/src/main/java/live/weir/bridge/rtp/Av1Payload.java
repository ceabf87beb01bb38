package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * An AV1 payload (RTP Payload Format For AV1, v1.0 §4.3, §4.4): the aggregation header {@code |Z|Y|W W|N|-|-|-|} and elements,
 * each an OBU or a piece of one. {@link #nextElement()} walks over them.
 */
public final class Av1Payload implements CodecPayload {

    private static final int SEQUENCE_HEADER = 1;
    private static final int TILE_GROUP = 4;
    private static final int NO_OBU = -1;
    private static final int DAMAGED = -1;

    /** Four bytes of leb128 are 28 bits: more than any packet has. */
    private static final int MOST_LENGTH_BYTES = 4;

    private static final byte[] NOTHING = {};

    private final Av1SequenceHeader sequenceHeader = new Av1SequenceHeader();

    private byte[] bytes = NOTHING;
    private int offset;
    private int end;
    private int flags;
    private boolean marker;
    private boolean sized;
    private int firstObu;
    private int taken;
    private int following;
    private int elementOffset;
    private int elementLength;

    @Override
    public boolean wrap(byte[] bytes, int offset, int length, boolean marker) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = offset + length;
        this.marker = marker;
        this.sized = false;
        this.firstObu = NO_OBU;
        this.flags = length < 2 ? 0 : u8(bytes, offset);
        rewind();
        boolean good = length >= 2 && !(startsSequence() && continuesObu()) && lookAtElements();
        rewind();
        return good;
    }

    private void rewind() {
        taken = 0;
        following = offset + 1;
    }

    private boolean lookAtElements() {
        while (nextElement()) {
            boolean isStart = taken > 1 || !continuesObu();
            if (isStart && elementLength > 0) {
                lookAtObu();
            }
        }
        return following == end && taken >= elementCount();
    }

    private void lookAtObu() {
        int header = u8(bytes, elementOffset);
        int type = header >> 3 & 0x0F;
        if (taken == 1) {
            firstObu = type;
        }
        if (type == SEQUENCE_HEADER && !sized) {
            int size = (header & 0x02) == 0 ? 0 : lengthBytes(elementOffset + 1);
            int head = 1 + ((header & 0x04) == 0 ? 0 : 1) + Math.max(size, 0);
            sized = head < elementLength && sequenceHeader.read(bytes, elementOffset + head, elementLength - head);
        }
    }

    /** Steps to the next element; false at the end, or where a length leads beyond it. */
    public boolean nextElement() {
        if (following >= end || (elementCount() != 0 && taken == elementCount())) {
            return false;
        }
        int head = taken + 1 == elementCount() ? 0 : lengthBytes(following);
        int length = head == 0 ? end - following : leb128(following, head);
        if (length == DAMAGED || length > end - following - head) {
            following = end + 1;
            return false;
        }
        elementOffset = following + head;
        elementLength = length;
        following = elementOffset + length;
        taken++;
        return true;
    }

    /** How many bytes the leb128 number takes that starts here, or -1 if it is unfinished or too long. */
    private int lengthBytes(int at) {
        for (int i = 0; i < MOST_LENGTH_BYTES && at + i < end; i++) {
            if (bytes[at + i] >= 0) {
                return i + 1;
            }
        }
        return DAMAGED;
    }

    private int leb128(int at, int size) {
        int value = size == DAMAGED ? DAMAGED : 0;
        for (int i = 0; i < size; i++) {
            value |= (bytes[at + i] & 0x7F) << (7 * i);
        }
        return value;
    }

    /** N: a coded video sequence starts, and with it a key frame. */
    @Override
    public boolean startsKeyframe() {
        return startsSequence();
    }

    /** Tile groups that come in packets of their own start nothing. */
    @Override
    public boolean startsFrame() {
        return firstObu != NO_OBU && firstObu != TILE_GROUP;
    }

    /** The end of a temporal unit, which has a frame for each of its spatial layers. */
    @Override
    public boolean endsFrame() {
        return marker;
    }

    @Override
    public int width() {
        return sized ? sequenceHeader.width() : 0;
    }

    @Override
    public int height() {
        return sized ? sequenceHeader.height() : 0;
    }

    /** Z: the first element goes on with the OBU that the packet before left unfinished. */
    public boolean continuesObu() {
        return (flags & 0x80) != 0;
    }

    /** Y: the next packet goes on with the last element. */
    public boolean leavesObuUnfinished() {
        return (flags & 0x40) != 0;
    }

    /** W: 0 if every element tells its length, so that they are not counted. */
    public int elementCount() {
        return flags >> 4 & 3;
    }

    private boolean startsSequence() {
        return (flags & 0x08) != 0;
    }

    public int elementOffset() {
        return elementOffset;
    }

    public int elementLength() {
        return elementLength;
    }
}
