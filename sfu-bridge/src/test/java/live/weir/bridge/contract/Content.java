package live.weir.bridge.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a payload carries instead of a picture or a voice: who made it, where it belongs, when it was captured. All other
 * bytes follow from these, so that a single wrong one is noticed.
 */
record Content(byte performer, byte layer, int serial, int picture, boolean keyframe, long capturedNanos) {

    private static final int FIELDS = 1 + 1 + 4 + 4 + 1 + 8;
    /** VP8: descriptor with a wide picture id, TL0PICIDX and TID; then the frame's header, and what of it is coded (all zero). */
    private static final int DESCRIPTOR = 6;

    private static final int FRAME_HEADER = 10;
    private static final int CODED_HEADER = 8;
    /** Shown, and a first partition of a hundred bytes (RFC 6386 §9.1): servers that pack pictures anew look for the others. */
    private static final int SHOWN = 0x10;

    private static final int FIRST_PARTITION = 100;

    byte[] voice(int length) {
        byte[] payload = new byte[length];
        payload[0] = (byte) 0xF8;
        write(payload, 0, 1);
        return payload;
    }

    byte[] picture(int length, boolean first, int pictureId, int tl0, int width, int height) {
        byte[] payload = new byte[length];
        payload[0] = (byte) (first ? 0x90 : 0x80);
        payload[1] = (byte) 0xE0;
        payload[2] = (byte) (0x80 | ((pictureId >> 8) & 0x7F));
        payload[3] = (byte) pictureId;
        payload[4] = (byte) tl0;
        if (first) {
            ByteBuffer header = ByteBuffer.wrap(payload, DESCRIPTOR, FRAME_HEADER);
            header.put((byte) ((keyframe ? 0 : 1) | SHOWN | (FIRST_PARTITION << 5)))
                    .put((byte) (FIRST_PARTITION >> 3))
                    .put((byte) 0);
            if (keyframe) {
                header.put(new byte[] {(byte) 0x9D, 0x01, 0x2A});
                header.put((byte) width)
                        .put((byte) (width >> 8))
                        .put((byte) height)
                        .put((byte) (height >> 8));
            }
        }
        write(payload, DESCRIPTOR, FRAME_HEADER + CODED_HEADER);
        return payload;
    }

    private void write(byte[] payload, int start, int at) {
        ByteBuffer.wrap(payload, start + at, FIELDS)
                .put(performer)
                .put(layer)
                .putInt(serial)
                .putInt(picture)
                .put((byte) (keyframe ? 1 : 0))
                .putLong(capturedNanos);
        for (int i = start + at + FIELDS; i < payload.length; i++) {
            payload[i] = filler(i - start);
        }
    }

    private byte filler(int index) {
        return (byte) (serial * 31 + index * 7 + performer + layer);
    }

    static Content ofVoice(byte[] payload) {
        return read(payload, 0, 1);
    }

    static Content ofPicture(byte[] payload) {
        return read(payload, descriptorLength(payload), FRAME_HEADER + CODED_HEADER);
    }

    /** Of what we wrote, or of what a server that packs pictures anew did (RFC 7741 §4.2). */
    private static int descriptorLength(byte[] payload) {
        if ((payload[0] & 0x80) == 0) {
            return 1;
        }
        int numbered = (payload[1] & 0x80) == 0 ? 0 : (payload[2] & 0x80) == 0 ? 1 : 2;
        int based = (payload[1] & 0x40) == 0 ? 0 : 1;
        int layered = (payload[1] & 0x30) == 0 ? 0 : 1;
        return 2 + numbered + based + layered;
    }

    /** Of the picture that begins in the payload; -1 if none does, or if it is no keyframe. */
    static int height(byte[] payload) {
        int at = descriptorLength(payload);
        boolean begins = (payload[0] & 0x10) != 0 && (payload[at] & 1) == 0;
        return begins ? (payload[at + 8] & 0xFF) | (payload[at + 9] & 0x3F) << 8 : -1;
    }

    static int pictureId(byte[] payload) {
        return ((payload[2] & 0x7F) << 8) | (payload[3] & 0xFF);
    }

    private static Content read(byte[] payload, int start, int at) {
        if (payload.length < start + at + FIELDS) {
            throw new AssertionError("A payload of " + payload.length + " bytes is none of ours");
        }
        ByteBuffer fields = ByteBuffer.wrap(payload, start + at, FIELDS);
        Content content = new Content(
                fields.get(), fields.get(), fields.getInt(), fields.getInt(), fields.get() != 0, fields.getLong());
        content.requireUnchanged(payload, start, start + at + FIELDS);
        return content;
    }

    private void requireUnchanged(byte[] payload, int start, int from) {
        for (int i = from; i < payload.length; i++) {
            if (payload[i] != filler(i - start)) {
                throw new AssertionError(this + ": byte " + i + " changed on its way: " + Arrays.toString(payload));
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content that
                && that.serial == serial
                && that.performer == performer
                && that.layer == layer;
    }

    @Override
    public int hashCode() {
        return serial * 31 + performer * 7 + layer;
    }
}
