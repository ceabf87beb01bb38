package live.weir.platform.program;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.platform.channel.HlsReach;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How channels reach a large audience, for all nodes: each writes what it knows into one hash of Redis, and writes it again
 * before it expires, so that a node that died is soon forgotten. While Redis is away a node knows of its own programs.
 */
final class HlsBoard implements HlsReach, SmartLifecycle {

    private static final String KEY = "weir:hls";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(20);
    private static final int AT_ONCE = 16;

    private final Redis redis;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<ChannelId, Own> own = new ConcurrentHashMap<>();
    private final Disposable.Swap renewal = Disposables.swap();
    private volatile boolean running;

    /** @param epoch a later owner's word is not taken back by an earlier one */
    private record Own(long epoch, Hls hls) {}

    /** A line of the board. */
    record Line(
            long epoch,
            Instant until,
            @Nullable String playlist,
            @Nullable String picture,
            @Nullable String unavailable) {}

    HlsBoard(Redis redis, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.json = json;
        this.clock = clock;
    }

    // Writing.

    Mono<Void> tell(ChannelId channel, long epoch, Hls hls) {
        return Mono.defer(() -> {
            Own newest = new Own(epoch, hls);
            own.put(channel, newest);
            return write(channel, newest);
        });
    }

    Mono<Void> forget(ChannelId channel) {
        return Mono.defer(() -> {
            Own before = own.remove(channel);
            return before == null ? Mono.empty() : erase(channel, before);
        });
    }

    private Mono<Void> write(ChannelId channel, Own line) {
        Hls hls = line.hls();
        String text = json.writeValueAsString(
                new Line(line.epoch(), clock.instant().plus(LIFE), hls.playlist(), hls.picture(), hls.unavailable()));
        return redis.callIdempotent(
                        commands -> commands.<String, String>opsForHash().put(KEY, channel.toString(), text))
                .onErrorComplete(DependencyUnavailable.class)
                .then();
    }

    /** Unless the next owner has written there already. */
    private Mono<Void> erase(ChannelId channel, Own line) {
        return read(List.of(channel))
                .filter(lines -> {
                    Line found = lines.get(channel);
                    return found != null && found.epoch() <= line.epoch();
                })
                .flatMap(mine -> redis.callIdempotent(
                        commands -> commands.<String, String>opsForHash().remove(KEY, channel.toString())))
                .onErrorComplete(DependencyUnavailable.class)
                .then();
    }

    private Mono<Void> renew() {
        return Flux.fromIterable(List.copyOf(own.entrySet()))
                .flatMap(line -> write(line.getKey(), line.getValue()), AT_ONCE)
                .then();
    }

    // Reading.

    @Override
    public Mono<Map<ChannelId, Hls>> among(Collection<ChannelId> channels) {
        if (channels.isEmpty()) {
            return Mono.just(Map.of());
        }
        return read(List.copyOf(channels))
                .onErrorResume(DependencyUnavailable.class, away -> Mono.just(Map.of()))
                .map(lines -> joined(channels, lines));
    }

    private Map<ChannelId, Hls> joined(Collection<ChannelId> channels, Map<ChannelId, Line> lines) {
        Map<ChannelId, Hls> all = new HashMap<>();
        Instant now = clock.instant();
        for (ChannelId channel : channels) {
            Line line = lines.get(channel);
            Own mine = own.get(channel);
            if (mine != null && (line == null || line.epoch() <= mine.epoch())) {
                all.put(channel, mine.hls());
            } else if (line != null && line.until().isAfter(now)) {
                all.put(channel, new Hls(line.playlist(), line.picture(), line.unavailable()));
            }
        }
        return all;
    }

    private Mono<Map<ChannelId, Line>> read(List<ChannelId> channels) {
        List<String> fields = channels.stream().map(ChannelId::toString).toList();
        return redis.callIdempotent(
                        commands -> commands.<String, String>opsForHash().multiGet(KEY, fields))
                .map(texts -> {
                    Map<ChannelId, Line> lines = new HashMap<>();
                    for (int i = 0; i < channels.size(); i++) {
                        Line line = parse(texts.get(i));
                        if (line != null) {
                            lines.put(channels.get(i), line);
                        }
                    }
                    return lines;
                });
    }

    private @Nullable Line parse(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, Line.class);
        } catch (JacksonException other) {
            return null; // of another version: it expires
        }
    }

    @Override
    public void start() {
        running = true;
        renewal.update(Recurring.every("The renewal of what HLS there is", RENEWAL, RENEWAL, round -> renew()));
    }

    @Override
    public void stop() {
        running = false;
        renewal.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
