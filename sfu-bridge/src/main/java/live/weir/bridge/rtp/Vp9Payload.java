package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * The VP9 payload descriptor (RFC 9628 §4.2), in flexible mode (F) and not.
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * |I|P|L|F|B|E|V|Z|
 * |M| PictureID   |  if I; 15 bits if M
 * |TID  |U| SID |D|  if L
 * |   TL0PICIDX   |  if L and not F
 * |  P_DIFF     |N|  if F and P; again while N, at most three
 * |N_S  |Y|G| RSV |  if V: the scalability structure
 * </pre>
 */
public final class Vp9Payload implements CodecPayload {

    private static final int MOST_REFERENCES = 3;

    private final PictureNumbers numbers = new PictureNumbers();
    private final Vp9Structure structure = new Vp9Structure();

    private int end;
    private int at;
    private int first;
    private int layers;
    private boolean marker;

    @Override
    public boolean wrap(byte[] bytes, int offset, int length, boolean marker) {
        forget();
        if (length < 1) {
            return false;
        }
        this.end = offset + length;
        this.marker = marker;
        this.first = u8(bytes, offset);
        this.at = offset + 1;
        numbers.begin(offset);
        return readPictureId(bytes) && readLayers(bytes) && readReferences(bytes) && readStructure(bytes) && at < end;
    }

    private void forget() {
        first = 0;
        layers = 0;
        structure.forget();
    }

    private boolean readPictureId(byte[] bytes) {
        if ((first & 0x80) != 0) {
            at = numbers.readPictureId(bytes, at, end);
        }
        return at != PictureNumbers.CUT_OFF;
    }

    private boolean readLayers(byte[] bytes) {
        if (!hasLayers()) {
            return true;
        }
        if (at == end) {
            return false;
        }
        layers = u8(bytes, at++);
        if (!isFlexible()) {
            at = numbers.readTl0PicIdx(bytes, at, end);
        }
        return at != PictureNumbers.CUT_OFF;
    }

    private boolean readReferences(byte[] bytes) {
        boolean more = isFlexible() && isInterPicture();
        for (int i = 0; more; i++) {
            if (at == end || i == MOST_REFERENCES) {
                return false;
            }
            more = (bytes[at++] & 1) != 0;
        }
        return true;
    }

    private boolean readStructure(byte[] bytes) {
        if ((first & 0x02) != 0) {
            at = structure.read(bytes, at, end);
        }
        return at != PictureNumbers.CUT_OFF;
    }

    @Override
    public boolean startsKeyframe() {
        return startsFrame() && !isInterPicture() && spatialId() == 0;
    }

    /** Of a frame in one spatial layer: pictures of several have as many. */
    @Override
    public boolean startsFrame() {
        return (first & 0x08) != 0;
    }

    /** Of a frame in one spatial layer; {@link #endsPicture()} is the end of them all. */
    @Override
    public boolean endsFrame() {
        return (first & 0x04) != 0;
    }

    public boolean endsPicture() {
        return marker;
    }

    /** Of the highest spatial layer. */
    @Override
    public int width() {
        return structure.width();
    }

    /** Of the highest spatial layer. */
    @Override
    public int height() {
        return structure.height();
    }

    /** Whether the frame is predicted from earlier pictures. */
    public boolean isInterPicture() {
        return (first & 0x40) != 0;
    }

    public boolean hasLayers() {
        return (first & 0x20) != 0;
    }

    public boolean isFlexible() {
        return (first & 0x10) != 0;
    }

    /** Whether no higher spatial layer refers to this frame. */
    public boolean nonReferenceForUpperLayers() {
        return (first & 0x01) != 0;
    }

    public int temporalId() {
        return layers >> 5;
    }

    /** U: whether one may go up to this temporal layer here. */
    public boolean switchingUpPoint() {
        return (layers & 0x10) != 0;
    }

    public int spatialId() {
        return layers >> 1 & 7;
    }

    /** D: whether the frame is predicted from the spatial layer below in the same picture. */
    public boolean dependsOnLayerBelow() {
        return (layers & 0x01) != 0;
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

    /** By the scalability structure; 0 if the packet has none. */
    public int spatialLayers() {
        return structure.layers();
    }

    /** How many of the layers the structure gives sizes of: all or none. */
    public int sizedLayers() {
        return structure.sizedLayers();
    }

    public int width(int spatialLayer) {
        return structure.width(spatialLayer);
    }

    public int height(int spatialLayer) {
        return structure.height(spatialLayer);
    }

    /** Where the VP9 data starts, behind the descriptor. */
    public int frameOffset() {
        return at;
    }

    public int frameLength() {
        return end - at;
    }

    /**
     * Puts other numbers into a copy of this payload that starts at {@code to}: what the descriptor has no field for is left
     * out, and what is wider than its field is cut.
     */
    public void rewrite(byte[] copy, int to, int pictureId, int tl0PicIdx) {
        numbers.rewrite(copy, to, pictureId, tl0PicIdx);
    }
}
