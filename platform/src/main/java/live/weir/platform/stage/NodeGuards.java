package live.weir.platform.stage;

import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import live.weir.platform.resilience.Recurring;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** A guard for each node that requests are passed to. Nodes come and go: a guard that nobody needed for a while goes too. */
final class NodeGuards implements SmartLifecycle {

    /** A description is made in milliseconds; this much is for a node that is overrun. */
    private static final GuardPolicy POLICY = GuardPolicy.defaults().withTimeout(Duration.ofSeconds(10));

    private static final Duration MEMORY = Duration.ofSeconds(30);

    private final Guards guards;
    private final PassingClient client;
    private final Clock clock;
    private final Disposable.Swap tidying = Disposables.swap();
    private volatile boolean running;

    private final Map<NodeId, Used> known = new ConcurrentHashMap<>();

    private record Used(Guard guard, Instant at) {}

    NodeGuards(Guards guards, PassingClient client, Clock clock) {
        this.guards = guards;
        this.client = client;
        this.clock = clock;
    }

    Guard of(NodeId node, URI url) {
        return known.compute(
                        node, (id, used) -> new Used(used == null ? create(id, url) : used.guard(), clock.instant()))
                .guard();
    }

    private Guard create(NodeId node, URI url) {
        return guards.create(name(node), POLICY, NodeGuards::isFailure, () -> client.knock(url));
    }

    private static String name(NodeId node) {
        return "node-" + node.value();
    }

    /** Whether it is this node that is away, and not something else on the way there. */
    static boolean isOf(DependencyUnavailable away, NodeId node) {
        return away.dependency().equals(name(node));
    }

    /** What a node answers, a refused upgrade included, is an answer. */
    private static boolean isFailure(Throwable error) {
        return error instanceof IOException || error instanceof TimeoutException;
    }

    /** Within the map's own step, so that nobody makes the guard anew before the old one is gone. */
    void tidy() {
        Instant forgotten = clock.instant().minus(MEMORY);
        for (NodeId node : known.keySet()) {
            known.computeIfPresent(node, (id, used) -> {
                if (used.at().isAfter(forgotten)) {
                    return used;
                }
                guards.retire(used.guard());
                return null;
            });
        }
    }

    @Override
    public void start() {
        running = true;
        tidying.update(Recurring.every(
                "The tidying of nodes' guards", MEMORY, MEMORY, round -> Mono.fromRunnable(this::tidy)));
    }

    @Override
    public void stop() {
        running = false;
        tidying.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
