package live.weir.platform.stage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import live.weir.platform.infrastructure.NodeSettings.Role;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.infrastructure.cluster.NodeRecord;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import reactor.core.publisher.Mono;

/**
 * Where a stage that nobody holds yet begins: here, if this node takes stages, else on the node that all who don't agree on
 * without asking one another. Who lives is known from memory for up to a second.
 */
final class StageNodes {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration FORGIVEN = Duration.ofSeconds(10);
    private static final int MOST_AVOIDED = 1_000;

    private final NodeRegistry registry;
    private final Mono<List<NodeRecord>> nodes;

    private final Cache<NodeId, Boolean> avoided = Caffeine.newBuilder()
            .maximumSize(MOST_AVOIDED)
            .expireAfterWrite(FORGIVEN)
            .executor(Runnable::run)
            .build();

    /** Another node. */
    record Found(NodeId node, URI url) {}

    StageNodes(NodeRegistry registry) {
        this.registry = registry;
        this.nodes = Mono.defer(registry::nodes).cache(FRESH);
    }

    /** Whether stages may begin on this node: not while it is about to end. */
    boolean isOne() {
        NodeRecord self = registry.self();
        return self.roles().contains(Role.STAGE) && self.stays();
    }

    /** It could not be reached: until the others notice, it gets no new stages from here. */
    void avoid(NodeId node) {
        avoided.put(node, true);
    }

    /** Completes empty if none of the others takes stages, or says where it is. */
    Mono<Found> forNew(String channel) {
        return nodes.flatMap(known -> Mono.justOrEmpty(choose(known, channel)));
    }

    /** Rendezvous hashing: a node that comes or goes moves none but its own. */
    private Optional<Found> choose(List<NodeRecord> nodes, String channel) {
        return nodes.stream()
                .filter(node -> node.roles().contains(Role.STAGE) && node.stays() && node.url() != null)
                .filter(node -> avoided.getIfPresent(new NodeId(node.id())) == null)
                .max(Comparator.comparingLong((NodeRecord node) -> score(node.id(), channel))
                        .thenComparing(NodeRecord::id))
                .flatMap(node -> Optional.ofNullable(node.url()).map(url -> new Found(new NodeId(node.id()), url)));
    }

    private static long score(String node, String channel) {
        CRC32 sum = new CRC32();
        sum.update((node + ' ' + channel).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
