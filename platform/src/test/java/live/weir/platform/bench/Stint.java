package live.weir.platform.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of load. Everything happens on the generator's event loop.
 *
 * <pre>
 *  CONNECTING ──all connected──▶ WORKING ──time is up──▶ DRAINING ──last answer, or patience──▶ DONE
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // connections tell of their ends themselves, timers are idempotent
final class Stint implements LoadConnection.Owner {

    private enum Phase {
        CONNECTING,
        WORKING,
        DRAINING,
        DONE
    }

    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RECONNECT_MILLIS = 50;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Supplier<Route> routes;
    private final Pace pace;
    private final long nanos;
    private final Answer.Listener listener;
    private final CompletableFuture<Effort> result = new CompletableFuture<>();
    private final ArrayDeque<LoadConnection> idle = new ArrayDeque<>();

    private Phase phase = Phase.CONNECTING;
    private @Nullable Runnable connect;
    private @Nullable EventLoop loop;
    private @Nullable ChannelGroup channels;
    private int wanted;
    private int underWay;
    private long answers;
    private long startedAt;
    private long startedCpu;
    private long nextWake = Long.MAX_VALUE;
    private long cpu;
    private long elapsed;
    private long unsent;

    Stint(Supplier<Route> routes, Pace pace, Duration time, Answer.Listener listener) {
        this.routes = routes;
        this.pace = pace;
        this.nanos = time.toNanos();
        this.listener = listener;
    }

    Future<Effort> result() {
        return result;
    }

    void begin(Bootstrap bootstrap, int connections) {
        EventLoop own = bootstrap.config().group().next();
        ChannelGroup open = new DefaultChannelGroup(own);
        loop = own;
        channels = open;
        wanted = connections;
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                open.add(channel);
                channel.pipeline().addLast(new LoadConnection(Stint.this));
            }
        });
        connect = bootstrap::connect;
        for (int i = 0; i < connections; i++) {
            bootstrap.connect();
        }
    }

    @Override
    public void onIdle(LoadConnection connection) {
        idle.add(connection);
        if (phase == Phase.CONNECTING && idle.size() == wanted) {
            phase = Phase.WORKING;
            startedAt = System.nanoTime();
            startedCpu = THREADS.getCurrentThreadCpuTime();
            pace.begin(startedAt);
        }
        pump();
    }

    /** Sends what is due on the connections that are free, the longest waiting first. */
    private void pump() {
        long now = System.nanoTime();
        if (phase == Phase.WORKING && now - startedAt >= nanos) {
            drain(now);
        }
        while (phase == Phase.WORKING && !idle.isEmpty() && pace.due(now) <= now) {
            LoadConnection connection = idle.remove();
            if (connection.isOpen()) {
                underWay++;
                connection.send(routes.get(), pace.due(now));
                pace.advance();
            }
        }
        if (phase == Phase.WORKING) {
            wakeAt(idle.isEmpty() ? startedAt + nanos : Math.min(pace.due(now), startedAt + nanos), now);
        }
    }

    /** Whoever becomes idle pumps too, so that only an earlier moment than the one that is set needs another timer. */
    private void wakeAt(long moment, long now) {
        if (moment < nextWake) {
            nextWake = moment;
            Objects.requireNonNull(loop).schedule(this::wake, Math.max(0, moment - now), TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        nextWake = Long.MAX_VALUE;
        pump();
    }

    @Override
    public void onAnswer(Answer answer) {
        underWay--;
        if (phase == Phase.WORKING) {
            answers++;
        }
        if (phase != Phase.DONE) {
            listener.onAnswer(answer);
        }
        if (phase == Phase.DRAINING && underWay == 0) {
            finish();
        }
    }

    private void drain(long now) {
        phase = Phase.DRAINING;
        cpu = THREADS.getCurrentThreadCpuTime() - startedCpu;
        elapsed = now - startedAt;
        while (pace.due(now) < now) {
            unsent++;
            pace.advance();
        }
        Objects.requireNonNull(loop).schedule(this::finish, DRAIN_NANOS, TimeUnit.NANOSECONDS);
        if (underWay == 0) {
            finish();
        }
    }

    private void finish() {
        if (phase == Phase.DONE) {
            return;
        }
        phase = Phase.DONE;
        Objects.requireNonNull(channels).close();
        result.complete(new Effort(answers, unsent, Duration.ofNanos(elapsed), Duration.ofNanos(cpu)));
    }

    @Override
    public void onLost() {
        if (phase == Phase.WORKING) {
            Objects.requireNonNull(loop)
                    .schedule(Objects.requireNonNull(connect), RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
