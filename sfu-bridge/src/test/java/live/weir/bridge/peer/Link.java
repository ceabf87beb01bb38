package live.weir.bridge.peer;

import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One direction of a network: passes packets on, late, twice, out of order or never. */
final class Link implements AutoCloseable {

    private final Random random;
    private final ScheduledThreadPoolExecutor delays;
    private final Consumer<byte[]> end;
    private volatile LinkConditions conditions = LinkConditions.perfect();

    Link(long seed, Consumer<byte[]> end) {
        this.random = new Random(seed);
        this.end = end;
        this.delays = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "test-peer-link");
            thread.setDaemon(true);
            return thread;
        });
        delays.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        delays.setRejectedExecutionHandler((late, closed) -> {}); // what is on its way when the link closes is lost
    }

    void impair(LinkConditions worse) {
        synchronized (random) {
            random.setSeed(worse.seed());
        }
        conditions = worse;
    }

    void pass(byte[] packet) {
        LinkConditions now = conditions;
        if (now.equals(LinkConditions.perfect())) {
            end.accept(packet);
            return;
        }
        synchronized (random) {
            if (random.nextDouble() < now.loss()) {
                return;
            }
            passLate(packet, now);
            if (random.nextDouble() < now.duplication()) {
                passLate(packet.clone(), now);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a packet that is lost
    private void passLate(byte[] packet, LinkConditions now) {
        long jitter = now.jitter().toNanos();
        long delay = (long) (jitter * random.nextDouble());
        if (random.nextDouble() < now.reordering()) {
            delay += jitter;
        }
        delays.schedule(() -> end.accept(packet), delay, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        delays.shutdownNow();
    }
}
