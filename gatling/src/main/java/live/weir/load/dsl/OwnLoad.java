package live.weir.load.dsl;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import live.weir.load.measure.Journal;
import live.weir.load.measure.Track;
import live.weir.load.rtc.RtcEngine;
import live.weir.load.rtc.Unread;

/**
 * How busy the generator itself is, so that its own limits are never taken for the server's: cores that it takes, how late its
 * event loops are, and what waits in its sockets to be read. The last is the one that tells when cores are shared: a loop that
 * comes late to its sockets is still punctual in its own eyes.
 */
final class OwnLoad implements AutoCloseable {

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LATE_IN_A_ROW = 10;
    private static final int STEPS_PER_SECOND = 10;
    private static final double BUSY = 0.9;
    /** Some 40 packets of a picture, with what the kernel adds to each: a third of a second of a usual one. */
    private static final long MUCH_UNREAD = 100_000;

    private final Journal journal;
    private final Track track;
    private final ScheduledFuture<?> steps;
    private final RtcEngine engine;
    private final ScheduledExecutorService looks;
    private long expectedAt = System.nanoTime() + STEP_NANOS;
    private long cpuBefore = cpu();
    private final List<Long> servers;
    private long serversBefore;
    private long cpuReadAt = System.nanoTime();
    private int step;
    private int late;
    private int fullBefore;
    private long droppedBefore;

    @SuppressWarnings("FutureReturnValueIgnored") // its thread ends with it
    private OwnLoad(EventLoopGroup loops, RtcEngine engine, Journal journal, List<Long> servers) {
        this.engine = engine;
        this.servers = List.copyOf(servers);
        this.serversBefore = cpuOfServers();
        this.journal = journal;
        this.track = journal.track("generator");
        this.steps = loops.next().scheduleAtFixedRate(this::look, STEP_NANOS, STEP_NANOS, TimeUnit.NANOSECONDS);
        this.looks = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("load-watch", true));
        looks.scheduleAtFixedRate(this::lookAtSockets, 1, 1, TimeUnit.SECONDS);
    }

    static OwnLoad watch(EventLoopGroup loops, RtcEngine engine, Journal journal, List<Long> servers) {
        return new OwnLoad(loops, engine, journal, servers);
    }

    /** On a thread of its own, for the kernel's tables are files. */
    private void lookAtSockets() {
        Unread unread = engine.unread();
        track.took("unread KB in a socket", TimeUnit.MILLISECONDS.toNanos(unread.most() / 1_000));
        boolean full = unread.most() > MUCH_UNREAD;
        boolean again = full && unread.fullest() == fullBefore; // a keyframe that has just come fills a socket too
        fullBefore = full ? unread.fullest() : 0;
        if (again) {
            journal.note("Pictures waited in the generator's own sockets for a second and more (see 'unread' in"
                    + " media.html): the delays are its own. Use more machines, or fewer users");
        }
        if (unread.dropped() > droppedBefore) {
            journal.note("The generator's own sockets were full, and packets were lost there: the losses are its own");
        }
        droppedBefore = unread.dropped();
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
        looks.shutdownNow();
    }
}
