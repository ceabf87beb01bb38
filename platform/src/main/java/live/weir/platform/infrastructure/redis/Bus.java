package live.weir.platform.infrastructure.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.ReactiveSubscription.Message;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.ReactiveRedisMessageListenerContainer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Short notices between nodes, by Redis pub/sub: at most once, in order per sender, lost while Redis is away.
 *
 * <p>The bus knows whether it works because it listens for its own pulse: a pulse that does not come back within three
 * periods means that notices are being missed, and the first that comes back means that they may have been, so those who
 * depend on them start afresh ({@link #onRejoin}). That sees a half-open connection as well as a closed one.
 */
public final class Bus implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Bus.class);
    private static final String CHANNEL = "weir:bus";
    private static final String PULSE = "pulse";
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int MISSED_PULSES = 3;

    private final ReactiveRedisConnectionFactory connections;
    private final Redis redis;
    private final String self = UUID.randomUUID().toString();
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final List<Runnable> rejoinListeners = new CopyOnWriteArrayList<>();
    private final Disposable.Swap listening = Disposables.swap();
    private final Disposable.Swap pulse = Disposables.swap();
    private final Counter lost;
    private volatile long heardAt = Long.MIN_VALUE;
    private volatile boolean connected;
    private volatile boolean running;

    Bus(ReactiveRedisConnectionFactory connections, Redis redis, MeterRegistry meters) {
        this.connections = connections;
        this.redis = redis;
        this.lost = Counter.builder("weir.bus.lost")
                .description("Notices that could not be sent because Redis was away")
                .register(meters);
        meters.gauge("weir.bus.connected", this, bus -> bus.isConnected() ? 1 : 0);
    }

    /** Calls the listener for every notice on the topic, also for this node's own; it must not block or throw. */
    public Disposable listen(String topic, Consumer<String> listener) {
        List<Consumer<String>> ofTopic = listeners.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
        ofTopic.add(listener);
        return () -> ofTopic.remove(listener);
    }

    /** Calls the listener when the bus works again and notices may have been missed. */
    public void onRejoin(Runnable listener) {
        rejoinListeners.add(listener);
    }

    /** Sends a notice to all nodes; while Redis is away it is counted as lost, and completes all the same. */
    public Mono<Void> send(String topic, String notice) {
        return redis.call(commands -> commands.convertAndSend(CHANNEL, topic + "\n" + notice))
                .doOnError(error -> lost.increment())
                .onErrorComplete()
                .then();
    }

    public boolean isConnected() {
        return connected;
    }

    @Override
    public void start() {
        running = true;
        listening.update(notices()
                .doOnNext(message -> dispatch(message.getMessage()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(2)))
                .repeat()
                .subscribe(ignored -> {}, error -> log.error("The bus ended", error)));
        pulse.update(Recurring.every("The pulse of the bus", Duration.ofMillis(50), PERIOD, round -> beat()));
    }

    /** On a connection of its own, which is given back quietly: when the node stops, it may be gone already. */
    private Flux<? extends Message<String, String>> notices() {
        return Flux.usingWhen(
                Mono.fromSupplier(() -> new ReactiveRedisMessageListenerContainer(connections)),
                container -> container.receive(ChannelTopic.of(CHANNEL)),
                container -> container.destroyLater().onErrorComplete());
    }

    private void dispatch(String message) {
        int end = message.indexOf('\n');
        if (end < 0) {
            log.warn("A notice without a topic was ignored");
            return;
        }
        String topic = message.substring(0, end);
        String notice = message.substring(end + 1);
        if (topic.equals(PULSE)) {
            heard(notice);
        }
        for (Consumer<String> listener : listeners.getOrDefault(topic, List.of())) {
            listener.accept(notice);
        }
    }

    private void heard(String sender) {
        if (!sender.equals(self)) {
            return;
        }
        boolean first = heardAt == Long.MIN_VALUE;
        heardAt = System.nanoTime();
        if (!connected) {
            connected = true;
            if (!first) {
                log.info("The bus between nodes works again; caches start afresh");
            }
            rejoinListeners.forEach(Runnable::run);
        }
    }

    private Mono<Void> beat() {
        noticeSilence();
        return send(PULSE, self);
    }

    private void noticeSilence() {
        if (connected
                && System.nanoTime() - heardAt
                        > PERIOD.multipliedBy(MISSED_PULSES).toNanos()) {
            connected = false;
            log.warn("The bus between nodes is silent; this node goes on alone");
        }
    }

    @Override
    public void stop() {
        running = false;
        // Emptied, not disposed of: a paused node may start again.
        listening.update(Disposables.disposed());
        pulse.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
