package live.weir.load.dsl;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.weir.load.measure.Journal;
import live.weir.load.measure.Track;

/**
 * How busy the generator itself is, so that its own limits are never taken for the server's: cores that it takes, and how late
 * its event loops are.
 */
final class OwnLoad implements AutoCloseable {

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LATE_IN_A_ROW = 10;
    private static final int STEPS_PER_SECOND = 10;
    private static final double BUSY = 0.9;

    private final Journal journal;
    private final Track track;
    private final ScheduledFuture<?> steps;
    private long expectedAt = System.nanoTime() + STEP_NANOS;
    private long cpuBefore = cpu();
    private final List<Long> servers;
    private long serversBefore;
    private long cpuReadAt = System.nanoTime();
    private int step;
    private int late;

    private OwnLoad(EventLoopGroup loops, Journal journal, List<Long> servers) {
        this.servers = List.copyOf(servers);
        this.serversBefore = cpuOfServers();
        this.journal = journal;
        this.track = journal.track("generator");
        this.steps = loops.next().scheduleAtFixedRate(this::look, STEP_NANOS, STEP_NANOS, TimeUnit.NANOSECONDS);
    }

    static OwnLoad watch(EventLoopGroup loops, Journal journal, List<Long> servers) {
        return new OwnLoad(loops, journal, servers);
    }

    private void look() {
        long now = System.nanoTime();
        long lag = Math.max(0, now - expectedAt);
        expectedAt = now + STEP_NANOS;
        track.took("event loop lag", lag);
        late = lag > LATE_NANOS ? late + 1 : 0;
        if (late == LATE_IN_A_ROW) {
            journal.note(
                    "The generator's event loops were late by more than 50 ms for a second: its times are too long");
        }
        if (++step % STEPS_PER_SECOND == 0) {
            long cpu = cpu();
            double cores = (cpu - cpuBefore) / (double) Math.max(1, now - cpuReadAt);
            track.took("cores × 1000", (long) (cores * 1e9));
            if (cores > BUSY * Runtime.getRuntime().availableProcessors()) {
                journal.note("The generator took more than " + (int) (BUSY * 100)
                        + " % of this machine for a second: use more machines, or fewer users");
            }
            if (!servers.isEmpty()) {
                long serversNow = cpuOfServers();
                journal.track("server").took("cores × 1000", (long)
                        (1e9 * (serversNow - serversBefore) / Math.max(1, now - cpuReadAt)));
                serversBefore = serversNow;
            }
            cpuBefore = cpu;
            cpuReadAt = now;
        }
    }

    /** With their children, such as encoders. */
    private long cpuOfServers() {
        return servers.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(process ->
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                .sum();
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    @Override
    public void close() {
        steps.cancel(false);
    }
}
