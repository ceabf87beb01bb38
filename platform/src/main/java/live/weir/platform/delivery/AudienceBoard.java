package live.weir.platform.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.redis.PreparedScript;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.live.HlsAudience;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How many watch by HLS and DASH, for all nodes. At the end of a round a node adds the marks of who was there to a HyperLogLog of
 * the channel and the round, reads how many that and those of the rounds before hold together, and writes it where everybody can
 * read it. Whoever came to two nodes is one, and all of it expires by itself.
 *
 * <pre>
 * HlsDesk ─▶ Turnstile ─▶ Attendance ─ each round ─▶ weir:hls:{channel}:viewers:{round}   PFADD, PFCOUNT with those before
 *                                                └─▶ weir:hls:viewers:{round}             what came out, a field per channel
 * </pre>
 *
 * <p>The sketch's standard error is 0.81 %, and less for small crowds. While Redis is away a node knows its own viewers.
 */
final class AudienceBoard implements HlsAudience, SmartLifecycle {

    private static final int AT_ONCE = 16;

    /** As many as Lua takes as arguments of one call, with room to spare; Redis needs about a millisecond for them. */
    private static final int BATCH = 4_000;

    /** One more than are counted, for clocks and timers that differ. */
    private static final int ROUNDS_KEPT = Attendance.PRESENT + 1;

    private static final RedisScript<Long> ADD_AND_COUNT = PreparedScript.of("""
        if #ARGV > 1 then
          redis.call('PFADD', KEYS[1], unpack(ARGV, 2))
          redis.call('PEXPIRE', KEYS[1], ARGV[1])
        end
        return redis.call('PFCOUNT', unpack(KEYS))
        """, Long.class);

    private final Attendance attendance;
    private final Neighbourhood neighbourhood;
    private final Redis redis;
    private final Clock clock;
    private final Duration every;
    private final Disposable.Swap rounds = Disposables.swap();
    private volatile Map<ChannelId, Long> own = Map.of();
    private volatile Map<ChannelId, Long> known = Map.of();
    private volatile boolean running;

    /** What a node must know of itself and of others to count with them. */
    interface Neighbourhood {

        /** Channels whose program this node makes. */
        Set<ChannelId> programs();

        /** Completes with whether marks are others from now on; fails while nobody can tell. */
        Mono<Boolean> agreeOnMarks();
    }

    AudienceBoard(Attendance attendance, Neighbourhood neighbourhood, Redis redis, Clock clock, Duration every) {
        this.attendance = attendance;
        this.neighbourhood = neighbourhood;
        this.redis = redis;
        this.clock = clock;
        this.every = every;
    }

    // Counting.

    Mono<Void> round() {
        return neighbourhood
                .agreeOnMarks()
                .doOnNext(this::forgetIfOthers)
                .onErrorComplete(DependencyUnavailable.class)
                .then(Mono.defer(() -> count(attendance.turn(), number())));
    }

    private void forgetIfOthers(boolean others) {
        if (others) {
            attendance.clear();
        }
    }

    private long number() {
        return clock.millis() / every.toMillis();
    }

    private Mono<Void> count(Attendance.Count count, long number) {
        own = count.present();
        Set<ChannelId> channels = new HashSet<>(own.keySet());
        channels.addAll(neighbourhood.programs());
        return Flux.fromIterable(channels)
                .flatMap(channel -> together(channel, count.newest().get(channel), number), AT_ONCE)
                .take(every) // of what Redis has not told by then this node tells its own
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(told -> {
                    known = joined(count.present(), told);
                    return publish(told, number);
                });
    }

    private static Map<ChannelId, Long> joined(Map<ChannelId, Long> here, Map<ChannelId, Long> told) {
        Map<ChannelId, Long> all = new HashMap<>(here);
        told.forEach((channel, count) -> all.merge(channel, count, Math::max));
        all.values().removeIf(count -> count == 0);
        return Map.copyOf(all);
    }

    private Mono<Map.Entry<ChannelId, Long>> together(ChannelId channel, @Nullable MarkSet newest, long number) {
        List<String> keys = LongStream.range(0, Attendance.PRESENT)
                .mapToObj(before -> crowd(channel, number - before))
                .toList();
        return Flux.fromIterable(batches(newest))
                .concatMap(batch -> redis.callIdempotent(
                        commands -> commands.execute(ADD_AND_COUNT, keys, batch).next()))
                .last()
                .map(count -> Map.entry(channel, count))
                .onErrorComplete(DependencyUnavailable.class);
    }

    /** Each begins with how long the key lives; there is one at the least, though it adds nobody. */
    private List<List<String>> batches(@Nullable MarkSet newest) {
        List<List<String>> batches = new ArrayList<>();
        batches.add(batch());
        if (newest != null) {
            newest.forEach(mark -> {
                if (batches.get(batches.size() - 1).size() > BATCH) {
                    batches.add(batch());
                }
                batches.get(batches.size() - 1).add(Long.toString(mark, Character.MAX_RADIX));
            });
        }
        return batches;
    }

    private List<String> batch() {
        List<String> batch = new ArrayList<>();
        batch.add(Long.toString(life().toMillis()));
        return batch;
    }

    private Duration life() {
        return every.multipliedBy(ROUNDS_KEPT);
    }

    private static String crowd(ChannelId channel, long number) {
        return "weir:hls:{" + channel + "}:viewers:" + number;
    }

    private static String board(long number) {
        return "weir:hls:viewers:" + number;
    }

    /** Only what Redis counted: this node's own viewers are not all there are. */
    private Mono<Void> publish(Map<ChannelId, Long> counts, long number) {
        if (counts.isEmpty()) {
            return Mono.empty();
        }
        Map<String, String> lines = counts.entrySet().stream()
                .collect(Collectors.toMap(
                        count -> count.getKey().toString(),
                        count -> count.getValue().toString()));
        return redis.callIdempotent(commands -> commands.<String, String>opsForHash()
                        .putAll(board(number), lines)
                        .then(commands.expire(board(number), life())))
                .onErrorComplete(DependencyUnavailable.class)
                .then();
    }

    // Reading.

    @Override
    public Map<ChannelId, Long> present() {
        return known;
    }

    /** On this node, and by this node alone. */
    long here() {
        return own.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Mono<Map<ChannelId, Long>> among(Collection<ChannelId> channels) {
        if (channels.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<ChannelId> wanted = List.copyOf(channels);
        return Mono.defer(() -> read(wanted, number()))
                .map(told -> told(wanted, told, own))
                .onErrorResume(
                        DependencyUnavailable.class, away -> Mono.fromSupplier(() -> told(wanted, Map.of(), own)));
    }

    /** A node that has not yet written in this round has done so in the one before. */
    private Mono<Map<ChannelId, Long>> read(List<ChannelId> channels, long number) {
        List<String> fields = channels.stream().map(ChannelId::toString).toList();
        return redis.callIdempotent(commands -> Mono.zip(
                        commands.<String, String>opsForHash().multiGet(board(number), fields),
                        commands.<String, String>opsForHash().multiGet(board(number - 1), fields)))
                .map(both -> {
                    Map<ChannelId, Long> counts = new HashMap<>();
                    for (int at = 0; at < channels.size(); at++) {
                        String now = both.getT1().get(at);
                        String told = now == null ? both.getT2().get(at) : now;
                        if (told != null) {
                            counts.put(channels.get(at), Long.parseLong(told));
                        }
                    }
                    return counts;
                });
    }

    private static Map<ChannelId, Long> told(
            List<ChannelId> channels, Map<ChannelId, Long> told, Map<ChannelId, Long> own) {
        Map<ChannelId, Long> counts = new HashMap<>();
        for (ChannelId channel : channels) {
            long count = Math.max(told.getOrDefault(channel, 0L), own.getOrDefault(channel, 0L));
            if (count > 0) {
                counts.put(channel, count);
            }
        }
        return counts;
    }

    // Its life.

    /** In the middle of a round by the clock, so that none is left out because a timer was a little late. */
    private Duration untilTheMiddle() {
        long length = every.toMillis();
        return Duration.ofMillis(Math.floorMod(length / 2 - clock.millis(), length));
    }

    @Override
    public void start() {
        running = true;
        rounds.update(Recurring.every("The count of HLS viewers", untilTheMiddle(), every, round -> round()));
    }

    @Override
    public void stop() {
        running = false;
        rounds.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
