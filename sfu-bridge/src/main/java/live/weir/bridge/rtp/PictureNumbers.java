package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.put16;
import static live.weir.bridge.rtp.BigEndian.put8;
import static live.weir.bridge.rtp.BigEndian.u16;
import static live.weir.bridge.rtp.BigEndian.u8;

/** The fields PictureID and TL0PICIDX, which the descriptors of VP8 and VP9 share: read, and rewritten in a copy. */
final class PictureNumbers {

    static final int ABSENT = -1;
    static final int CUT_OFF = -1;

    private int payload;
    private int pictureId;
    private int pictureIdOffset;
    private int pictureIdBits;
    private int tl0PicIdx;
    private int tl0PicIdxOffset;

    void begin(int payload) {
        this.payload = payload;
        pictureId = ABSENT;
        pictureIdOffset = ABSENT;
        pictureIdBits = 0;
        tl0PicIdx = ABSENT;
        tl0PicIdxOffset = ABSENT;
    }

    /** Tells where the next field is, or that this one is cut off. */
    int readPictureId(byte[] bytes, int at, int end) {
        int size = at < end && bytes[at] < 0 ? 2 : 1;
        if (end - at < size) {
            return CUT_OFF;
        }
        pictureIdOffset = at;
        pictureIdBits = 8 * size - 1;
        pictureId = size == 2 ? u16(bytes, at) & 0x7FFF : u8(bytes, at);
        return at + size;
    }

    /** Tells where the next field is, or that this one is cut off. */
    int readTl0PicIdx(byte[] bytes, int at, int end) {
        if (at >= end) {
            return CUT_OFF;
        }
        tl0PicIdxOffset = at;
        tl0PicIdx = u8(bytes, at);
        return at + 1;
    }

    void rewrite(byte[] copy, int at, int pictureId, int tl0PicIdx) {
        if (pictureIdBits == 15) {
            put16(copy, at + pictureIdOffset - payload, 0x8000 | pictureId);
        } else if (pictureIdBits == 7) {
            put8(copy, at + pictureIdOffset - payload, pictureId & 0x7F);
        }
        if (tl0PicIdxOffset != ABSENT) {
            put8(copy, at + tl0PicIdxOffset - payload, tl0PicIdx);
        }
    }

    int pictureId() {
        return pictureId;
    }

    int pictureIdOffset() {
        return pictureIdOffset;
    }

    int pictureIdBits() {
        return pictureIdBits;
    }

    int tl0PicIdx() {
        return tl0PicIdx;
    }

    int tl0PicIdxOffset() {
        return tl0PicIdxOffset;
    }
}
