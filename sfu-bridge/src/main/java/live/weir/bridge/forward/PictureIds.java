package live.weir.bridge.forward;

import live.weir.bridge.rtp.CodecPayload;
import live.weir.bridge.rtp.Vp8Payload;

/**
 * Keeps VP8's picture numbers in one row over a switch of layers (RFC 7741 §4.2): a decoder that sees them jump takes it
 * for loss. Packets of tracks with one layer pass untouched.
 */
final class PictureIds {

    private static final int NARROW = 0x7F;
    private static final int WIDE = 0x7FFF;

    private boolean shifting;
    private int shift;
    private int tl0Shift;
    private int last;
    private int lastTl0;

    /** Notes where the numbers are. */
    static void locate(MediaPacket packet, CodecPayload payload) {
        if (payload instanceof Vp8Payload vp8) {
            packet.pictureIdOffset = Math.max(0, vp8.pictureIdOffset());
            packet.pictureId = vp8.pictureId();
            packet.pictureIdIsWide = vp8.pictureIdBits() == 15;
            packet.tl0Offset = Math.max(0, vp8.tl0PicIdxOffset());
            packet.tl0 = vp8.tl0PicIdx();
        }
    }

    /** The packet is the first of the layer that is shown from now on. */
    void continueWith(MediaPacket packet) {
        if (packet.pictureIdOffset > 0) {
            shift = shifting ? last + 1 - packet.pictureId : 0;
            tl0Shift = shifting ? lastTl0 + 1 - packet.tl0 : 0;
            shifting = true;
            last = packet.pictureId + shift;
            lastTl0 = packet.tl0 + tl0Shift;
        }
    }

    /** A picture is left out: the numbers of those that follow close up. */
    void skip() {
        shift--;
    }

    /** By how much the numbers of the layer of now are shifted, for {@link #rewrite(MediaPacket, byte[], int, int)}. */
    int shift() {
        return shift;
    }

    int tl0Shift() {
        return tl0Shift;
    }

    /** The payload, with the numbers it should have: in the packet itself where nothing changes, else at the scratch's start. */
    byte[] rewrite(MediaPacket packet, byte[] scratch) {
        if (packet.pictureIdOffset == 0 || !shifting) {
            return packet.bytes;
        }
        int mask = packet.pictureIdIsWide ? WIDE : NARROW;
        int pictureId = (packet.pictureId + shift) & mask;
        if (((pictureId - last) & mask) <= mask / 2) {
            last = pictureId; // what comes late does not count back
            lastTl0 = (packet.tl0 + tl0Shift) & 0xFF;
        }
        return rewrite(packet, scratch, shift, tl0Shift);
    }

    /** The same for a packet that is sent again: with the shifts of the time when it was sent first. */
    static byte[] rewrite(MediaPacket packet, byte[] scratch, int shift, int tl0Shift) {
        if (packet.pictureIdOffset == 0 || (shift == 0 && tl0Shift == 0)) {
            return packet.bytes;
        }
        int pictureId = (packet.pictureId + shift) & WIDE;
        int tl0 = (packet.tl0 + tl0Shift) & 0xFF;
        System.arraycopy(packet.bytes, packet.payloadOffset, scratch, 0, packet.payloadLength);
        int at = packet.pictureIdOffset - packet.payloadOffset;
        if (packet.pictureIdIsWide) {
            scratch[at] = (byte) (0x80 | pictureId >> 8);
            scratch[at + 1] = (byte) pictureId;
        } else {
            scratch[at] = (byte) (pictureId & NARROW);
        }
        if (packet.tl0Offset > 0) {
            scratch[packet.tl0Offset - packet.payloadOffset] = (byte) tl0;
        }
        return scratch;
    }
}
