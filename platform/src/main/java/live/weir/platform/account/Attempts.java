package live.weir.platform.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import live.weir.platform.infrastructure.redis.PreparedScript;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.security.Secrets;
import live.weir.platform.web.problem.Problem;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Slows down whoever guesses secrets: after some wrong ones there is a pause, and every further one doubles it. Counted
 * in Redis for all nodes together; while Redis is away each node counts for itself.
 *
 * <p>Two counts per name: one for the client's network, and a more patient one for all networks together, against those
 * who have many.
 */
@Component
final class Attempts {

    /** KEYS: count, pause. ARGV: tries, first pause, longest pause, memory (ms). Answers the pause begun, in ms. */
    private static final RedisScript<Long> FAIL = PreparedScript.of("""
            local count = redis.call('INCR', KEYS[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            local beyond = count - tonumber(ARGV[1])
            if beyond < 0 then return 0 end
            local pause = math.min(tonumber(ARGV[2]) * 2 ^ math.min(beyond, 30), tonumber(ARGV[3]))
            redis.call('SET', KEYS[2], '1', 'PX', string.format('%d', pause))
            return math.floor(pause)
            """, Long.class);

    private static final RedisScript<Long> PAUSE = PreparedScript.of("""
            return math.max(redis.call('PTTL', KEYS[1]), redis.call('PTTL', KEYS[2]), 0)
            """, Long.class);

    private static final int MOST_DOUBLINGS = 30;
    private static final int LOCAL_COUNTS = 100_000;
    private static final int KEY_BYTES = 12;

    private final Redis redis;
    private final AccountSettings.Lockout settings;
    private final Clock clock;
    private final Cache<String, LocalCount> local;

    /** Whose secret is guessed, and from where. */
    record Target(String name, String network) {

        static Target signIn(String handle, Client client) {
            return new Target("handle " + Handles.normal(handle), client.network());
        }

        static Target setup(Client client) {
            return new Target("setup " + client.network(), client.network());
        }
    }

    private record Keys(String fromHere, String fromAnywhere) {}

    private record LocalCount(int failures, long pausedUntil) {}

    Attempts(Redis redis, AccountSettings settings, Clock clock) {
        this.redis = redis;
        this.settings = settings.lockout();
        this.clock = clock;
        this.local = Caffeine.newBuilder()
                .maximumSize(LOCAL_COUNTS)
                .expireAfterWrite(this.settings.memory())
                .executor(Runnable::run)
                .build();
    }

    /** Fails with a problem (429) during a pause. */
    Mono<Void> admit(Target target) {
        Keys keys = keys(target);
        return redis.callIdempotent(commands -> commands.execute(
                                PAUSE, List.of(paused(keys.fromHere()), paused(keys.fromAnywhere())))
                        .next())
                .onErrorResume(DependencyUnavailable.class, away -> Mono.just(localPause(keys)))
                .filter(pause -> pause > 0)
                .flatMap(pause -> Mono.error(tooMany(Duration.ofMillis(pause))));
    }

    /** Counts a wrong guess; completes with the pause that begins. */
    Mono<Duration> failed(Target target) {
        Keys keys = keys(target);
        return Mono.zip(
                        count(keys.fromHere(), settings.tries()),
                        count(keys.fromAnywhere(), settings.triesFromAnywhere()),
                        Math::max)
                .map(Duration::ofMillis);
    }

    /** Forgets what was counted for the client's network: it knows the secret. */
    Mono<Void> succeeded(Target target) {
        String key = keys(target).fromHere();
        return Mono.defer(() -> {
            local.invalidate(key);
            return redis.callIdempotent(commands -> commands.delete(key, paused(key)))
                    .onErrorResume(DependencyUnavailable.class, away -> Mono.empty())
                    .then();
        });
    }

    private Mono<Long> count(String key, int tries) {
        List<String> arguments = List.of(
                Integer.toString(tries),
                Long.toString(settings.firstPause().toMillis()),
                Long.toString(settings.longestPause().toMillis()),
                Long.toString(settings.memory().toMillis()));
        return redis.call(commands -> commands.execute(FAIL, List.of(key, paused(key)), arguments)
                        .next())
                .onErrorResume(DependencyUnavailable.class, away -> Mono.fromSupplier(() -> countHere(key, tries)));
    }

    private long countHere(String key, int tries) {
        long now = clock.millis();
        LocalCount counted = local.asMap()
                .merge(
                        key,
                        new LocalCount(1, 0),
                        (old, one) -> new LocalCount(old.failures() + 1, now + pause(old.failures() + 1, tries)));
        return Math.max(0, counted.pausedUntil() - now);
    }

    private long pause(int failures, int tries) {
        int beyond = failures - tries;
        if (beyond < 0) {
            return 0;
        }
        long doubled = settings.firstPause().toMillis() << Math.min(beyond, MOST_DOUBLINGS);
        return Math.min(doubled, settings.longestPause().toMillis());
    }

    private long localPause(Keys keys) {
        return Math.max(localPause(keys.fromHere()), localPause(keys.fromAnywhere()));
    }

    private long localPause(String key) {
        LocalCount counted = local.getIfPresent(key);
        return counted == null ? 0 : Math.max(0, counted.pausedUntil() - clock.millis());
    }

    /** One slot of a cluster for both (the part in braces); hashed, because a name may be anything that was typed in. */
    private static Keys keys(Target target) {
        String name = HexFormat.of().formatHex(Secrets.hash(target.name()), 0, KEY_BYTES);
        String stem = "weir:attempts:{" + name + "}:";
        return new Keys(stem + target.network(), stem + "anywhere");
    }

    private static String paused(String key) {
        return key + ":pause";
    }

    private static Problem tooMany(Duration pause) {
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-attempts",
                        "Too many attempts",
                        "Try again after the time given in Retry-After.")
                .retryAfter(pause);
    }
}
