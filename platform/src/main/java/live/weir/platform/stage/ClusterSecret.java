package live.weir.platform.stage;

import java.nio.charset.StandardCharsets;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.security.Secrets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the nodes of a cluster share and nobody else knows. It lies in Redis: the first node to ask made it. */
public final class ClusterSecret {

    private static final String KEY = "weir:cluster:secret";

    private final Redis redis;
    private final Secrets secrets;
    private volatile byte @Nullable [] known;

    ClusterSecret(Redis redis, Bus bus, Secrets secrets) {
        this.redis = redis;
        this.secrets = secrets;
        bus.onRejoin(() -> known = null); // it may be another Redis
    }

    /** Fails while Redis is away and this node has not asked yet. */
    public Mono<byte[]> get() {
        return Mono.defer(() -> {
            byte[] secret = known;
            return secret == null ? read() : Mono.just(secret);
        });
    }

    private Mono<byte[]> read() {
        return stored().switchIfEmpty(Mono.defer(this::make)).map(text -> {
            byte[] secret = text.getBytes(StandardCharsets.UTF_8);
            known = secret;
            return secret;
        });
    }

    private Mono<String> stored() {
        return redis.callIdempotent(commands -> commands.opsForValue().get(KEY));
    }

    private Mono<String> make() {
        return secrets.next()
                .flatMap(secret ->
                        redis.callIdempotent(commands -> commands.opsForValue().setIfAbsent(KEY, secret.value())))
                .then(Mono.defer(this::stored));
    }
}
