package live.weir.bridge.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import live.weir.bridge.peer.PeerIdentity;

/**
 * A performer: 30 pictures a second at 1.5 Mbit/s, each spread by pairs of packets over 5 ms steps as a browser's pacer does,
 * and 50 packets of sound. Hums while it is off.
 */
final class LoadPublisher extends LoadPeer {

    private static final int VIDEO_SSRC = 0x1001;
    private static final int AUDIO_SSRC = 0x1002;
    private static final int BITS_PER_SECOND = 1_500_000;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PICTURE_NANOS = TimeUnit.SECONDS.toNanos(1) / Camera.PICTURES_PER_SECOND;
    private static final long SOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PACKETS_PER_STEP = 2;

    private final Camera camera = new Camera(VIDEO_SSRC, AUDIO_SSRC);
    private final Thread thread = new Thread(this::perform, "bench-publisher");
    private final byte[] sealed = new byte[2048];
    private volatile boolean on = true;
    private volatile boolean closed;
    private volatile boolean keyframeWanted = true;

    private long nextPictureAt;
    private long nextSoundAt;
    private long nextReportAt;
    /** Packets that are due, in parts of one: a picture has 5.2 on average. */
    private double due;

    private int left;
    private boolean first;
    private int packets;

    LoadPublisher(PeerIdentity identity) {
        super(identity);
        thread.setDaemon(true);
    }

    void start(Contender server, ReadLoop loop) {
        connect(server.publish(Sdp.publisherOffer(login(), fingerprint(), AUDIO_SSRC, VIDEO_SSRC)), loop);
        thread.start();
    }

    void turn(boolean nowOn) {
        on = nowOn;
        LockSupport.unpark(thread);
    }

    private void perform() {
        long next = System.nanoTime();
        while (!closed) {
            if (on) {
                step(System.nanoTime());
                next += STEP_NANOS;
                LockSupport.parkNanos(next - System.nanoTime());
            } else {
                hum();
                LockSupport.parkNanos(REPORT_NANOS);
                next = System.nanoTime();
            }
        }
    }

    /** A sign of life while others have their turns: who is silent for long is taken for gone. */
    private void hum() {
        sendRtp(camera.soundPacket(), Camera.SOUND_PACKET, camera.soundRollOvers());
        nextPictureAt = System.nanoTime();
        nextSoundAt = nextPictureAt;
    }

    private void step(long now) {
        if (now >= nextPictureAt && left == 0) {
            nextPictureAt = Math.max(nextPictureAt + PICTURE_NANOS, now - PICTURE_NANOS);
            due += BITS_PER_SECOND / 8.0 / Camera.PICTURE_PACKET / Camera.PICTURES_PER_SECOND;
            left = (int) due;
            due -= left;
            first = true;
            camera.nextPicture(keyframeWanted);
            keyframeWanted = false;
        }
        for (int i = 0; i < PACKETS_PER_STEP && left > 0; i++) {
            sendRtp(camera.picturePacket(first, left == 1), Camera.PICTURE_PACKET, camera.pictureRollOvers());
            first = false;
            left--;
            packets++;
        }
        if (now >= nextSoundAt) {
            nextSoundAt = Math.max(nextSoundAt + SOUND_NANOS, now - SOUND_NANOS);
            sendRtp(camera.soundPacket(), Camera.SOUND_PACKET, camera.soundRollOvers());
        }
        if (now >= nextReportAt) {
            nextReportAt = now + REPORT_NANOS;
            report(VIDEO_SSRC, camera.pictureTime());
            report(AUDIO_SSRC, camera.soundTime());
        }
    }

    private void sendRtp(byte[] packet, int length, int rollOvers) {
        MediaKeys keys = outgoing();
        if (keys != null) {
            try {
                send(ByteBuffer.wrap(sealed, 0, keys.rtp(packet, length, rollOvers, sealed)));
            } catch (GeneralSecurityException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** RFC 3550 §6.4.1. */
    private void report(int ssrc, int time) {
        long millis = System.currentTimeMillis();
        ByteBuffer report = ByteBuffer.allocate(28);
        report.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(ssrc);
        report.putInt((int) (millis / 1000 + 2_208_988_800L)).putInt((int) ((millis % 1000 << 32) / 1000));
        report.putInt(time).putInt(packets).putInt(packets * Camera.PICTURE_PACKET);
        sendRtcp(report.array());
    }

    @Override
    void rtp(ByteBuffer packet, long now) {}

    /** A request for a keyframe anywhere in the compound: payload-specific feedback, PLI or FIR. */
    @Override
    void rtcp(ByteBuffer packet) {
        MediaKeys keys = incoming();
        if (keys == null) {
            return;
        }
        try {
            ByteBuffer clear = ByteBuffer.wrap(keys.openRtcp(copy(packet)));
            for (int at = 0; at + 4 <= clear.limit(); at += 4 + 4 * (clear.getShort(at + 2) & 0xffff)) {
                int format = clear.get(at) & 0x1f;
                keyframeWanted |= (clear.get(at + 1) & 0xff) == 206 && (format == 1 || format == 4);
            }
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        turn(true);
        try {
            thread.join(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        super.close();
    }
}
