package live.weir.platform.infrastructure.cluster;

import java.time.Clock;
import java.time.Instant;
import live.weir.platform.infrastructure.redis.Redis;
import org.springframework.data.domain.Range;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where nodes put their records in Redis: one key each, which goes by itself, and an index of them by time. Every command
 * touches one key, as a Redis Cluster wants it.
 */
@Component
class NodeBoard {

    private static final String INDEX = "weir:nodes";
    private static final int MOST_NODES = 1_000;
    private static final int AT_ONCE = 16;

    private final Redis redis;
    private final JsonMapper json;
    private final Clock clock;

    NodeBoard(Redis redis, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.json = json;
        this.clock = clock;
    }

    Mono<Void> put(NodeRecord node) {
        String text = json.writeValueAsString(node);
        return redis.callIdempotent(commands -> commands.opsForValue().set(key(node.id()), text, NodeRegistry.LIFE))
                .then(redis.callIdempotent(commands -> commands.opsForZSet()
                        .add(INDEX, node.id(), (double) node.lastSeenAt().toEpochMilli())))
                .then(redis.callIdempotent(commands -> commands.opsForZSet()
                        .removeRangeByScore(INDEX, Range.leftUnbounded(Range.Bound.exclusive(oldest())))))
                .then();
    }

    Flux<NodeRecord> read() {
        return redis.callIdempotent(commands -> commands.opsForZSet()
                        .rangeByScore(INDEX, Range.rightUnbounded(Range.Bound.inclusive(oldest())))
                        .take(MOST_NODES)
                        .collectList())
                .flatMapIterable(ids -> ids)
                .flatMap(
                        id -> redis.callIdempotent(
                                commands -> commands.opsForValue().get(key(id))),
                        AT_ONCE)
                .map(text -> json.readValue(text, NodeRecord.class));
    }

    Mono<Void> remove(NodeId node) {
        return redis.callIdempotent(commands -> commands.opsForZSet().remove(INDEX, node.value()))
                .then(redis.callIdempotent(commands -> commands.delete(key(node.value()))))
                .then();
    }

    /** Clocks of nodes differ a little, so the index keeps a name longer than the record that it leads to. */
    private double oldest() {
        Instant oldest = clock.instant().minus(NodeRegistry.LIFE.multipliedBy(6));
        return (double) oldest.toEpochMilli();
    }

    private static String key(String id) {
        return "weir:node:" + id;
    }
}
