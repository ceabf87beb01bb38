package live.weir.platform.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.bridge.transcode.demo.DemoPerformer;
import live.weir.bridge.transcode.demo.Directions;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.database.PostgresSettings;
import live.weir.platform.infrastructure.redis.RedisSettings;
import live.weir.platform.launch.StartupNotice;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.web.OwnAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Begins when the node listens and ends before it stops listening. Nobody waits for it: neither the start nor readiness. A
 * context that stops and starts again begins it anew, with a new key.
 */
@Component
class DemoShow implements SmartLifecycle, StartupNotice {

    private final boolean wanted;
    private final Path natives;
    private final DemoChannel channel;
    private final OwnAddress address;
    private final DemoNews news;
    private final Disposable.Swap preparation = Disposables.swap();
    private final AtomicReference<@Nullable DemoPerformer> performer = new AtomicReference<>();
    private volatile boolean running;

    DemoShow(
            DemoSettings settings,
            NodeSettings node,
            PostgresSettings postgres,
            RedisSettings redis,
            DemoChannel channel,
            OwnAddress address,
            DemoNews news) {
        this.wanted = settings.isOn(postgres, redis);
        this.natives = node.homeDirectory().resolve("runtime").resolve("ffmpeg");
        this.channel = channel;
        this.address = address;
        this.news = news;
    }

    @Override
    public Optional<String> sentence(String base) {
        return running && wanted
                ? Optional.of("The demo channel goes on air at " + base + "/c/" + DemoChannel.SLUG)
                : Optional.empty();
    }

    @Override
    public void start() {
        running = true;
        if (wanted) {
            address.of("/whip/" + DemoChannel.SLUG).ifPresent(this::prepare);
        }
    }

    private void prepare(URI whip) {
        news.starting();
        Scheduler thread = Schedulers.newBoundedElastic(1, 1, "weir-demo");
        preparation.update(channel.freshKey()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
                        .maxBackoff(Duration.ofSeconds(30))
                        .filter(DependencyUnavailable.class::isInstance))
                .publishOn(thread)
                .doFinally(signal -> thread.dispose())
                .subscribe(key -> perform(Directions.to(whip, key)), failure -> news.gaveUp(failure.getMessage())));
    }

    /** Never on an event loop, because it may have to end at once what it began. */
    private void perform(Directions directions) {
        performer.set(DemoPerformer.start(directions, natives, news));
        if (!running) {
            end();
        }
    }

    private void end() {
        DemoPerformer last = performer.getAndSet(null);
        if (last != null) {
            last.close();
        }
    }

    /** Before the web server, so that the performer can still say goodbye. */
    @Override
    public void stop() {
        running = false;
        preparation.update(Disposables.disposed()); // not disposed itself: a context may start again
        end();
        news.stopped();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Last to start and first to stop: the web server has a lower one. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
