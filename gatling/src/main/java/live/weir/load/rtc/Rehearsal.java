package live.weir.load.rtc;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;
import live.weir.load.reach.Reach;

/**
 * Performers and viewers of this process who watch each other, before a run: what the first hundred handshakes cost a JVM that
 * has not compiled them yet would be taken for the server's slowness. Nothing leaves the loopback.
 */
public final class Rehearsal {

    private static final int MOST_PAIRS = 60;
    /** More handshakes at a time only make each of them slower, and the first ones are slow enough. */
    private static final int MOST_SHAKING = 8;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BITS_PER_SECOND = 1_000_000;

    private final RtcEngine engine;
    private final Footage footage = Footage.clip(VideoCodec.VP8);
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final Queue<Pair> pairs = new ArrayDeque<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger shaking = new AtomicInteger();

    private record Pair(RtcPeer performer, RtcPeer viewer) {

        void close() {
            performer.close();
            viewer.close();
        }
    }

    Rehearsal(RtcEngine engine) {
        this.engine = engine;
    }

    /** Takes so long, on the caller's thread; gives how many viewers were connected. */
    public static int of(Duration duration) {
        RtcSettings settings = RtcSettings.within(Reach.LOOPBACK);
        try (RtcEngine engine = new RtcEngine(settings)) {
            long end = System.nanoTime() + duration.toNanos();
            return new Rehearsal(engine).go(() -> System.nanoTime() - end < 0);
        }
    }

    int connected() {
        return connected.get();
    }

    int go(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            if (shaking.get() < MOST_SHAKING) {
                pairs.add(pair());
            }
            if (pairs.size() > MOST_PAIRS) {
                pairs.remove().close();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        pairs.forEach(Pair::close);
        return connected.get();
    }

    private Pair pair() {
        RtcPeer performer = engine.performer(new PeerListener() {}, footage, BITS_PER_SECOND);
        RtcPeer viewer = engine.viewer(new Viewer(), 1);
        Pair pair = new Pair(performer, viewer);
        introduce(pair).whenComplete((answer, failed) -> {
            if (failed != null) {
                pair.close(); // no socket: the run itself will say so
            }
        });
        return pair;
    }

    private final class Viewer implements PeerListener {

        private boolean shakes = true;

        Viewer() {
            shaking.incrementAndGet();
        }

        @Override
        public void connected() {
            connected.incrementAndGet();
            shakesNoMore();
        }

        @Override
        public void failed(String reason) {
            shakesNoMore();
        }

        private void shakesNoMore() {
            if (shakes) {
                shakes = false;
                shaking.decrementAndGet();
            }
        }
    }

    private CompletionStage<String> introduce(Pair pair) {
        return pair.performer()
                .offer(loopback)
                .thenCompose(offer -> pair.viewer().answer(offer, loopback).thenApply(answer -> {
                    pair.viewer().connect(offer);
                    pair.performer().connect(answer);
                    return answer;
                }));
    }
}
