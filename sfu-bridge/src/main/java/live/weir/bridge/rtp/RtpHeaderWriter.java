package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.put16;
import static live.weir.bridge.rtp.BigEndian.put24;
import static live.weir.bridge.rtp.BigEndian.put8;

import java.util.Objects;

/**
 * Writes the header of an outgoing RTP packet: {@code into}, {@code begin}, extensions, {@code finish}. Made to be used
 * again; one per event loop.
 *
 * <p>Extensions start in the one-byte form of RFC 8285 and go over to the two-byte form with the first that needs it: an id
 * above 14, or a value of 0 or more than 16 bytes. Whether the peer takes that ({@code extmap-allow-mixed}) is for whoever
 * chose the ids to know.
 */
public final class RtpHeaderWriter {

    private static final int MOST_EXTENSIONS = 32;
    private static final int BLOCK_START = RtpFields.FIXED_LENGTH + 4;
    private static final byte[] NOTHING = {};

    private final int[] starts = new int[MOST_EXTENSIONS];
    private int count;
    private boolean twoByteForm;

    private byte[] bytes = NOTHING;
    private int offset;
    private int limit;
    private int end;

    /** Where headers are to go: no byte beyond {@code offset + capacity} is touched. */
    public RtpHeaderWriter into(byte[] bytes, int offset, int capacity) {
        Objects.checkFromIndexSize(offset, capacity, bytes.length);
        if (capacity < RtpFields.FIXED_LENGTH) {
            throw new IllegalArgumentException("An RTP header needs 12 bytes, not " + capacity);
        }
        this.bytes = bytes;
        this.offset = offset;
        this.limit = offset + capacity;
        return this;
    }

    public RtpHeaderWriter begin(int payloadType, boolean marker, int sequence, int timestamp, int ssrc) {
        bytes[offset] = (byte) 0x80;
        RtpFields.putPayloadType(bytes, offset, payloadType, marker);
        RtpFields.putSequence(bytes, offset, sequence);
        RtpFields.putTimestamp(bytes, offset, timestamp);
        RtpFields.putSsrc(bytes, offset, ssrc);
        count = 0;
        twoByteForm = false;
        end = offset + BLOCK_START;
        return this;
    }

    /** False, with nothing written, if there is no room for it or no form could carry it. */
    public boolean extension(int id, byte[] source, int from, int length) {
        if (!open(id, length)) {
            return false;
        }
        System.arraycopy(source, from, bytes, end - length, length);
        return true;
    }

    public boolean extension8(int id, int value) {
        if (!open(id, 1)) {
            return false;
        }
        put8(bytes, end - 1, value);
        return true;
    }

    public boolean extension16(int id, int value) {
        if (!open(id, 2)) {
            return false;
        }
        put16(bytes, end - 2, value);
        return true;
    }

    public boolean extension24(int id, int value) {
        if (!open(id, 3)) {
            return false;
        }
        put24(bytes, end - 3, value);
        return true;
    }

    private boolean open(int id, int length) {
        if (id < 1 || id > 255 || length < 0 || length > 255 || count == MOST_EXTENSIONS) {
            return false;
        }
        boolean wide = twoByteForm || id > 14 || length == 0 || length > 16;
        boolean widening = wide && !twoByteForm;
        int newEnd = end + (widening ? count : 0) + (wide ? 2 : 1) + length;
        if (aligned(newEnd) > limit) {
            return false;
        }
        if (widening) {
            widen();
        }
        starts[count++] = end;
        writeElementHeader(end, wide, id, length);
        end = newEnd;
        return true;
    }

    private void writeElementHeader(int at, boolean wide, int id, int length) {
        if (wide) {
            put8(bytes, at, id);
            put8(bytes, at + 1, length);
        } else {
            put8(bytes, at, id << 4 | (length - 1));
        }
    }

    /** Each element's header grows by a byte, so its value moves by one more than the number of elements before it. */
    private void widen() {
        for (int i = count - 1; i >= 0; i--) {
            int from = starts[i];
            int id = (bytes[from] & 0xF0) >> 4;
            int length = (bytes[from] & 0x0F) + 1;
            System.arraycopy(bytes, from + 1, bytes, from + 2 + i, length);
            starts[i] = from + i;
            writeElementHeader(from + i, true, id, length);
        }
        end += count;
        twoByteForm = true;
    }

    /** Closes the header and tells its length. */
    public int finish() {
        if (count == 0) {
            return RtpFields.FIXED_LENGTH;
        }
        int headerEnd = aligned(end);
        while (end < headerEnd) {
            bytes[end++] = 0;
        }
        bytes[offset] = (byte) 0x90;
        put16(bytes, offset + 12, twoByteForm ? ExtensionTable.TWO_BYTE_FORM : ExtensionTable.ONE_BYTE_FORM);
        put16(bytes, offset + 14, (headerEnd - offset - BLOCK_START) / 4);
        return headerEnd - offset;
    }

    private int aligned(int position) {
        return offset + (position - offset + 3) / 4 * 4;
    }
}
