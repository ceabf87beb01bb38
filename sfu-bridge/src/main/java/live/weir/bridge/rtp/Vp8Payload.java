package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u24;
import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * The VP8 payload descriptor (RFC 7741 §4.2) and, where a frame starts, what its header tells (§4.3).
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * |X|R|N|S|R| PID |
 * |I|L|T|K|  RSV  |  if X
 * |M| PictureID   |  if I; 15 bits if M
 * |   TL0PICIDX   |  if L
 * |TID|Y| KEYIDX  |  if T or K
 * </pre>
 */
public final class Vp8Payload implements CodecPayload {

    private static final int START_CODE = 0x9D012A;

    private final PictureNumbers numbers = new PictureNumbers();

    private int offset;
    private int end;
    private int first;
    private int extended;
    private int frameOffset;
    private int layers;
    private boolean marker;
    private boolean keyframe;
    private int width;
    private int height;

    @Override
    public boolean wrap(byte[] bytes, int offset, int length, boolean marker) {
        forget();
        if (length < 1) {
            return false;
        }
        this.offset = offset;
        this.end = offset + length;
        this.marker = marker;
        this.first = u8(bytes, offset);
        numbers.begin(offset);
        if (!readExtension(bytes)) {
            return false;
        }
        readFrameHeader(bytes);
        return true;
    }

    private void forget() {
        extended = 0;
        layers = 0;
        keyframe = false;
        width = 0;
        height = 0;
    }

    /** Leaves {@code frameOffset} behind the descriptor. */
    private boolean readExtension(byte[] bytes) {
        int at = offset + 1;
        if ((first & 0x80) != 0 && at < end) {
            extended = u8(bytes, at++);
            if ((extended & 0x80) != 0) {
                at = numbers.readPictureId(bytes, at, end);
            }
            if ((extended & 0x40) != 0 && at != PictureNumbers.CUT_OFF) {
                at = numbers.readTl0PicIdx(bytes, at, end);
            }
            if ((extended & 0x30) != 0 && at != PictureNumbers.CUT_OFF && at < end) {
                layers = u8(bytes, at++);
            }
        }
        frameOffset = at;
        return at != PictureNumbers.CUT_OFF && at < end;
    }

    private void readFrameHeader(byte[] bytes) {
        keyframe = startsFrame() && (bytes[frameOffset] & 1) == 0;
        if (keyframe && end - frameOffset >= 10 && u24(bytes, frameOffset + 3) == START_CODE) {
            width = littleEndian14(bytes, frameOffset + 6);
            height = littleEndian14(bytes, frameOffset + 8);
        }
    }

    /** The two bits above are a scale for the display. */
    private static int littleEndian14(byte[] bytes, int at) {
        return u8(bytes, at) | (bytes[at + 1] & 0x3F) << 8;
    }

    @Override
    public boolean startsKeyframe() {
        return keyframe;
    }

    @Override
    public boolean startsFrame() {
        return startsPartition() && partition() == 0;
    }

    @Override
    public boolean endsFrame() {
        return marker;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    public boolean startsPartition() {
        return (first & 0x10) != 0;
    }

    public int partition() {
        return first & 0x07;
    }

    /** Whether no other frame refers to this one. */
    public boolean nonReference() {
        return (first & 0x20) != 0;
    }

    /** -1 if there is none. */
    public int pictureId() {
        return numbers.pictureId();
    }

    /** Where the picture id is, its M bit included; -1 if there is none. */
    public int pictureIdOffset() {
        return numbers.pictureIdOffset();
    }

    /** 7 or 15; 0 if there is none. */
    public int pictureIdBits() {
        return numbers.pictureIdBits();
    }

    /** -1 if there is none. */
    public int tl0PicIdx() {
        return numbers.tl0PicIdx();
    }

    /** -1 if there is none. */
    public int tl0PicIdxOffset() {
        return numbers.tl0PicIdxOffset();
    }

    /** 0 if none is told. */
    public int temporalId() {
        return (extended & 0x20) == 0 ? 0 : layers >> 6;
    }

    /** Whether the frame refers to the base layer only, so that one may go up to its layer here. */
    public boolean layerSync() {
        return (extended & 0x20) != 0 && (layers & 0x20) != 0;
    }

    /** -1 if there is none. */
    public int keyIndex() {
        return (extended & 0x10) == 0 ? PictureNumbers.ABSENT : layers & 0x1F;
    }

    /** Where the VP8 data starts, behind the descriptor. */
    public int frameOffset() {
        return frameOffset;
    }

    public int frameLength() {
        return end - frameOffset;
    }

    /**
     * Puts other numbers into a copy of this payload that starts at {@code at}: what the descriptor has no field for is left
     * out, and what is wider than its field is cut.
     */
    public void rewrite(byte[] copy, int at, int pictureId, int tl0PicIdx) {
        numbers.rewrite(copy, at, pictureId, tl0PicIdx);
    }
}
