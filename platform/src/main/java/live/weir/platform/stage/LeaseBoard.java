package live.weir.platform.stage;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import live.weir.platform.infrastructure.cluster.ClusterSettings;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.signaling.stage.Lease;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/** Where leases hang in Redis, for all nodes to see. Fails while Redis is away. */
final class LeaseBoard {

    /** Three renewals may be missed before somebody else may have the stage. */
    static final Duration LIFE = Duration.ofSeconds(5);

    private final Redis redis;
    private final Supplier<NodeId> self;
    private final String url;

    /** Of this run of this node, so that nobody gives back or renews what another one holds. */
    private final String token = UUID.randomUUID().toString();

    LeaseBoard(Redis redis, Supplier<NodeId> self, ClusterSettings settings) {
        this.redis = redis;
        this.self = self;
        this.url = settings.url() == null ? "" : settings.url().toString();
    }

    /**
     * Completes with the lease, or empty if another node has it.
     *
     * @param least what this node knows of epochs
     */
    Mono<Lease> take(String channel, long least) {
        return run(channel, LeaseScripts.TAKE, node(), url, token, life(), Long.toString(least))
                .filter(answer -> !answer.equals("held"))
                .map(epoch -> new Lease(channel, Long.parseLong(epoch)));
    }

    /** Whether this node still has it. */
    Mono<Boolean> renew(Lease lease) {
        return run(lease.channel(), LeaseScripts.RENEW, node(), url, token, life(), Long.toString(lease.epoch()))
                .map("kept"::equals);
    }

    Mono<Void> release(Lease lease) {
        return run(lease.channel(), LeaseScripts.RELEASE, token, Long.toString(lease.epoch()))
                .then();
    }

    /** Completes empty if nobody has it. */
    Mono<NodeLease> read(String channel) {
        return redis.callIdempotent(commands -> commands.<String, String>opsForHash()
                        .multiGet(LeaseScripts.lease(channel), List.of("node", "url", "epoch")))
                .filter(fields -> fields.get(0) != null)
                .map(fields -> new NodeLease(
                        new NodeId(fields.get(0)),
                        fields.get(1).isEmpty() ? null : URI.create(fields.get(1)),
                        Long.parseLong(fields.get(2))));
    }

    Mono<Boolean> isHeld(String channel) {
        return redis.callIdempotent(commands -> commands.hasKey(LeaseScripts.lease(channel)));
    }

    private Mono<String> run(String channel, RedisScript<String> script, String... arguments) {
        List<String> keys = List.of(LeaseScripts.lease(channel), LeaseScripts.epoch(channel));
        return redis.call(
                commands -> commands.execute(script, keys, List.of(arguments)).next());
    }

    private String node() {
        return self.get().value();
    }

    private static String life() {
        return Long.toString(LIFE.toMillis());
    }
}
