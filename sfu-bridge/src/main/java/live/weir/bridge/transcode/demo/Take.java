package live.weir.bridge.transcode.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import live.weir.bridge.transcode.whip.WhipPublisher;

/**
 * One performance without a break, driven by its own clock: pictures and packets of sound are made when they are due. What
 * it is late for it leaves out, and the times go on as if it had been there.
 */
final class Take {

    private static final int VIDEO = 0;
    private static final int AUDIO = 1;
    private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Camera camera;
    private final Microphone microphone;
    private final WhipPublisher publisher;
    private final long pictureNanos;
    private final long soundNanos = TimeUnit.MILLISECONDS.toNanos(Microphone.MILLIS_PER_PACKET);

    Take(Camera camera, Microphone microphone, WhipPublisher publisher, Directions directions) {
        this.camera = camera;
        this.microphone = microphone;
        this.publisher = publisher;
        this.pictureNanos = TimeUnit.SECONDS.toNanos(1) / directions.framesPerSecond();
    }

    /** @throws live.weir.bridge.transcode.FfmpegFailure when the server is gone */
    void run(BooleanSupplier isOver, Runnable firstPicture) {
        long start = System.nanoTime();
        long startMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        long pictures = 0;
        long sounds = 0;
        while (!isOver.getAsBoolean()) {
            long pictureDue = start + pictures * pictureNanos;
            long soundDue = start + sounds * soundNanos;
            if (soundDue <= pictureDue) {
                if (isInTime(soundDue)) {
                    long micros = startMicros + TimeUnit.NANOSECONDS.toMicros(sounds * soundNanos);
                    microphone.record(micros, sounds, packet -> publisher.send(AUDIO, packet));
                }
                sounds++;
            } else {
                if (isInTime(pictureDue)) {
                    camera.take(System.currentTimeMillis(), pictures, packet -> publisher.send(VIDEO, packet));
                }
                if (pictures++ == 0) {
                    firstPicture.run();
                }
            }
        }
    }

    /** Waits until it is due; tells whether it is still worth doing. */
    private static boolean isInTime(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            left = due - System.nanoTime();
        }
        return left > -LATEST_NANOS;
    }
}
