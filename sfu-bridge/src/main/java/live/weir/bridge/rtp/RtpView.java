package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u16;
import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * An RTP packet (RFC 3550 §5.1) read where it lies. A view is mutable and made to be used again: keep one per event loop,
 * and what it tells only until the next {@code wrap}. After a {@code wrap} that said false it tells nothing of worth.
 *
 * <p>All offsets count from the start of the array, so that they can be used as they are.
 */
public final class RtpView {

    private static final int EXTENSION_HEADER = 4;
    private static final byte[] NOTHING = {};

    private final ExtensionTable extensions = new ExtensionTable();

    private byte[] bytes = NOTHING;
    private int offset;
    private int length;
    private int headerLength;
    private int paddingLength;

    /** Takes a packet in the clear; false if it is not a well-formed one of version 2. */
    public boolean wrap(byte[] bytes, int offset, int length) {
        return wrapHeader(bytes, offset, length) && findPadding();
    }

    /**
     * Takes a packet whose payload may still be encrypted: padding is neither checked nor told, since its length is the
     * packet's last byte.
     */
    public boolean wrapHeader(byte[] bytes, int offset, int length) {
        extensions.clear();
        if (length < RtpFields.FIXED_LENGTH || (bytes[offset] & 0xC0) != 0x80) {
            return false;
        }
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.paddingLength = 0;
        this.headerLength = RtpFields.FIXED_LENGTH + 4 * (bytes[offset] & 0x0F);
        return headerLength <= length && ((bytes[offset] & 0x10) == 0 || findExtensions());
    }

    private boolean findExtensions() {
        int block = offset + headerLength;
        if (headerLength + EXTENSION_HEADER > length) {
            return false;
        }
        int blockLength = 4 * u16(bytes, block + 2);
        headerLength += EXTENSION_HEADER + blockLength;
        if (headerLength > length) {
            return false;
        }
        extensions.read(u16(bytes, block), bytes, block + EXTENSION_HEADER, blockLength);
        return true;
    }

    private boolean findPadding() {
        if ((bytes[offset] & 0x20) == 0) {
            return true;
        }
        int room = length - headerLength;
        paddingLength = room == 0 ? 0 : u8(bytes, offset + length - 1);
        return paddingLength > 0 && paddingLength <= room;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public int payloadType() {
        return RtpFields.payloadType(bytes, offset);
    }

    public boolean marker() {
        return RtpFields.marker(bytes, offset);
    }

    public int sequence() {
        return RtpFields.sequence(bytes, offset);
    }

    /** The 32 bits as they are: compare with {@link Sequences}, extend with {@link TimestampUnwrapper}. */
    public int timestamp() {
        return RtpFields.timestamp(bytes, offset);
    }

    /** The 32 bits as they are; {@link Integer#toUnsignedString(int)} writes them as others do. */
    public int ssrc() {
        return RtpFields.ssrc(bytes, offset);
    }

    /** With contributing sources and extensions. */
    public int headerLength() {
        return headerLength;
    }

    public int payloadOffset() {
        return offset + headerLength;
    }

    /** Without padding; 0 in a packet that is nothing but padding. */
    public int payloadLength() {
        return length - headerLength - paddingLength;
    }

    public int paddingLength() {
        return paddingLength;
    }

    /** Where the value of the header extension starts, or -1 if the packet has none of this id. */
    public int extensionOffset(int id) {
        return extensions.offset(id);
    }

    /** Length of the extension's value, which may be 0 in the two-byte form, or -1. */
    public int extensionLength(int id) {
        return extensions.length(id);
    }

    /** The first {@code size} (1 to 3) bytes of an extension as an unsigned number, or -1 if it is not there or shorter. */
    public int extensionValue(int id, int size) {
        if (extensions.length(id) < size) {
            return -1;
        }
        int at = extensions.offset(id);
        int value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | u8(bytes, at + i);
        }
        return value;
    }
}
