package live.weir.bridge.bench;

import java.nio.ByteBuffer;

/** Makes RTP as a browser would: VP8 pictures in packets of 1,200 bytes, and sound. */
final class Camera {

    static final int PICTURE_PACKET = 1200;
    static final int SOUND_PACKET = 12 + 80;
    static final int PICTURES_PER_SECOND = 30;

    /** Behind the RTP header, the payload descriptor and the frame header. */
    private static final int SENT_AT = 12 + 4 + 12;

    private static final int PICTURE_CLOCK = 90_000 / PICTURES_PER_SECOND;
    private static final int SOUND_CLOCK = 960;

    private final int videoSsrc;
    private final int audioSsrc;
    private final ByteBuffer picture = ByteBuffer.allocate(PICTURE_PACKET);
    private final ByteBuffer sound = ByteBuffer.allocate(SOUND_PACKET);
    private int pictures;
    private int sounds;
    private int pictureSequence;
    private boolean keyframe;

    Camera(int videoSsrc, int audioSsrc) {
        this.videoSsrc = videoSsrc;
        this.audioSsrc = audioSsrc;
    }

    void nextPicture(boolean asKeyframe) {
        pictures++;
        keyframe = asKeyframe;
    }

    int pictureTime() {
        return pictures * PICTURE_CLOCK;
    }

    int soundTime() {
        return sounds * SOUND_CLOCK;
    }

    int pictureRollOvers() {
        return (pictureSequence - 1) >>> 16;
    }

    int soundRollOvers() {
        return (sounds - 1) >>> 16;
    }

    byte[] picturePacket(boolean first, boolean last) {
        picture.clear();
        header(picture, Sdp.VIDEO | (last ? 0x80 : 0), pictureSequence++, pictureTime(), videoSsrc);
        // RFC 7741 §4.2: an extended descriptor with a picture id of 15 bits; S where a picture starts.
        picture.put((byte) (first ? 0x90 : 0x80)).put((byte) 0x80).putShort((short) (pictures | 0x8000));
        if (first) {
            picture.put((byte) (keyframe ? 0x10 : 0x11)).put((byte) 2).put((byte) 0);
            picture.put((byte) 0x9d).put((byte) 0x01).put((byte) 0x2a);
            picture.put((byte) 0x00).put((byte) 0x05).put((byte) 0xd0).put((byte) 0x02); // 1280 × 720
        }
        picture.putLong(SENT_AT, System.nanoTime());
        return picture.array();
    }

    byte[] soundPacket() {
        sound.clear();
        header(sound, Sdp.AUDIO, sounds, soundTime(), audioSsrc);
        sounds++;
        return sound.array();
    }

    private static void header(ByteBuffer out, int type, int sequence, int time, int ssrc) {
        out.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(time)
                .putInt(ssrc);
    }

    /** When a packet of a picture was made. */
    static long sentAt(byte[] packet) {
        return ByteBuffer.wrap(packet).getLong(SENT_AT);
    }
}
