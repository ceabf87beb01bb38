package live.weir.bridge.transcode.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.Lifeline;
import live.weir.bridge.transcode.Pauses;
import live.weir.bridge.transcode.whip.WhipPublisher;
import live.weir.bridge.transcode.whip.WhipTrack;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The child: performs until it is told to stop. Where nobody takes its offer it comes back later: soon if the server is
 * away, seldom if the server refuses.
 */
final class DemoPerformance {

    /** What the node says to end a session and begin another. */
    static final String ANEW = "anew";

    private static final Duration RAN_WELL = Duration.ofSeconds(10);

    private final Directions directions;
    private final Lifeline lifeline;
    private final Picture picture;
    private volatile boolean stopping;
    private volatile boolean anew;
    private final Thread performer = Thread.currentThread();
    private final Pauses away =
            new Pauses(Duration.ofMillis(250), Duration.ofSeconds(10), RandomGenerator.getDefault());
    private final Pauses refused =
            new Pauses(Duration.ofSeconds(15), Duration.ofMinutes(2), RandomGenerator.getDefault());

    private DemoPerformance(Directions directions, Lifeline lifeline) {
        this.directions = directions;
        this.lifeline = lifeline;
        this.picture = new Picture(directions.width(), directions.height());
    }

    public static void main(String... none) throws IOException {
        Lifeline lifeline = new Lifeline();
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        DemoPerformance performance = new DemoPerformance(Directions.read(lifeline.orders()), lifeline);
        lifeline.hold(performance::hear, performance::stop);
        try {
            performance.perform();
        } finally {
            lifeline.letGo();
        }
    }

    private void hear(String word) {
        if (word.equals(ANEW)) {
            anew = true;
            LockSupport.unpark(performer);
        }
    }

    private void stop() {
        stopping = true;
        LockSupport.unpark(performer);
    }

    private boolean isOver() {
        return stopping || anew;
    }

    private void perform() {
        while (!stopping) {
            anew = false;
            long since = System.nanoTime();
            Status end = once();
            if (stopping) {
                return;
            }
            lifeline.say(end.line());
            if (System.nanoTime() - since > RAN_WELL.toNanos()) {
                away.reset();
                refused.reset();
            }
            pause(end.word() == Status.Word.REFUSED ? refused.next() : away.next());
        }
    }

    /** Until it is interrupted, or told to stop. */
    private Status once() {
        boolean onAir = false;
        try (Camera camera = new Camera(directions, picture);
                Microphone microphone = new Microphone();
                WhipTrack pictures = camera.encoder().track();
                WhipTrack sound = microphone.encoder().track();
                WhipPublisher publisher = WhipPublisher.open(
                        directions.whip(), directions.key(), 0, this::isOver, List.of(pictures, sound))) {
            onAir = true;
            new Take(camera, microphone, publisher, directions)
                    .run(
                            this::isOver,
                            () -> lifeline.say(Status.onAir(directions).line()));
            return Status.lost("the node ended it");
        } catch (FfmpegFailure failure) {
            return onAir ? Status.lost(failure.words()) : Status.of(failure);
        }
    }

    private void pause(Duration length) {
        long until = System.nanoTime() + length.toNanos();
        while (!isOver() && System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
