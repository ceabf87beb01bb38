package live.weir.signaling.conformance;

import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import live.weir.bridge.contract.Watcher;
import live.weir.signaling.http.DoorsServer;
import live.weir.testing.MarkdownTable;

/**
 * How many viewers a second a server lets in: each comes by WHEP with ICE, DTLS and SRTP of its own, has joined with its first
 * picture, watches for a second and goes. They come at an even pace, whether or not those before them are in.
 */
public final class Joins {

    private static final long WATCHES_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int AT_ONCE = 256;

    private final Rig rig;
    private final ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
    private final MarkdownTable table =
            new MarkdownTable("viewers/s come", "joined", "failed", "joined/s", "p50 ms", "p95 ms", "max ms");

    private Joins(Rig rig) {
        this.rig = rig;
    }

    public static void main(String[] arguments) throws Exception {
        String address = Conformance.setting("joins", Conformance.OWN);
        int seconds = Integer.parseInt(Conformance.setting("joins.seconds", "10"));
        int[] rates = Arrays.stream(
                        Conformance.setting("joins.rates", "5,10,20,40").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        if (address.equals(Conformance.OWN)) {
            try (DoorsServer server = new DoorsServer()) {
                measure(Target.of(server), rates, seconds);
            }
        } else {
            measure(Conformance.given(address), rates, seconds);
        }
        System.exit(0);
    }

    private static void measure(Target target, int[] rates, int seconds) throws Exception {
        try (Rig rig = new Rig(target)) {
            Joins joins = new Joins(rig);
            rig.goOnAir();
            for (int rate : rates) {
                joins.measure(rate, seconds);
            }
            joins.people.shutdown();
            System.out.println(joins.table);
            System.out.println(
                    "From the request to the first packet of a picture; viewers and server on one machine where"
                            + " the address is of this one. A server sustains a pace at which nobody fails and p95 stays.");
        }
    }

    private void measure(int rate, int seconds) throws InterruptedException {
        Queue<Long> joined = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(rate * seconds);
        long begin = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
            LockSupport.parkNanos(begin + i * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
            long due = System.nanoTime();
            people.execute(() -> {
                try {
                    joined.add(join(due));
                } catch (Exception | AssertionError refused) {
                    failed.incrementAndGet();
                } finally {
                    left.decrementAndGet();
                }
            });
        }
        while (left.get() > 0) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        report(rate, (System.nanoTime() - begin) / 1e9, joined, failed.get());
    }

    private long join(long due) throws Exception {
        Watcher watcher = new Watcher(1, 1);
        try {
            Guest guest = rig.viewer("", watcher).connected();
            awaitPicture(watcher, due);
            long took = System.nanoTime() - due;
            LockSupport.parkNanos(WATCHES_NANOS);
            guest.delete();
            return took;
        } finally {
            rig.clients().remove(watcher);
        }
    }

    private static void awaitPicture(Watcher watcher, long due) {
        while (watcher.pictures() == 0) {
            if (System.nanoTime() - due > PATIENCE_NANOS) {
                throw new AssertionError("no picture");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private void report(int rate, double seconds, Queue<Long> joined, int failed) {
        long[] sorted = joined.stream().mapToLong(Long::longValue).sorted().toArray();
        table.row(
                rate,
                sorted.length,
                failed,
                String.format(Locale.ROOT, "%.1f", sorted.length / Math.max(1, seconds - 1)),
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 1));
        System.err.println("Measured " + rate + "/s");
    }

    private static String at(long[] sorted, double share) {
        return sorted.length == 0
                ? "-"
                : Long.toString(TimeUnit.NANOSECONDS.toMillis(
                        sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]));
    }
}
