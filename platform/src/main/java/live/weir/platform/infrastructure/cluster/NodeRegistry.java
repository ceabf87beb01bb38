package live.weir.platform.infrastructure.cluster;

import java.time.Duration;
import java.util.List;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Recurring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The nodes that are alive. This one says so every few seconds; whoever has said nothing for a while is gone. While Redis
 * is away a node knows of itself alone.
 */
@Component
public class NodeRegistry implements SmartLifecycle {

    static final Duration HEARTBEAT = Duration.ofSeconds(3);
    static final Duration LIFE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(NodeRegistry.class);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final SelfPortrait self;
    private final NodeBoard board;
    private final Disposable.Swap heartbeat = Disposables.swap();
    private volatile boolean running;

    NodeRegistry(SelfPortrait self, NodeBoard board) {
        this.self = self;
        this.board = board;
    }

    /** This node. */
    public NodeId id() {
        return self.id();
    }

    public NodeRecord self() {
        return self.now();
    }

    /** All nodes that are alive, this one first. */
    public Mono<List<NodeRecord>> nodes() {
        return board.read()
                .filter(node -> !node.id().equals(id().value()))
                .sort((one, other) -> one.startedAt().compareTo(other.startedAt()))
                .startWith(self())
                .collectList()
                .onErrorResume(DependencyUnavailable.class, away -> Mono.just(List.of(self())));
    }

    /** Whether a node of that name is alive; fails while nobody can tell. */
    public Mono<Boolean> lives(String name) {
        return board.read().any(node -> node.id().equals(name));
    }

    /** The others hear at once that this node takes nothing new; if that fails, with its next heartbeat. */
    Mono<Void> leave() {
        return Mono.defer(() -> {
            self.leave();
            return board.put(self()).timeout(FAREWELL).onErrorResume(NodeRegistry::reported);
        });
    }

    @Override
    public void start() {
        running = true;
        heartbeat.update(Recurring.every("The node's heartbeat", Duration.ZERO, HEARTBEAT, round -> board.put(self())));
    }

    private static Mono<Void> reported(Throwable error) {
        log.debug("Other nodes do not hear of this one: {}", error.getMessage());
        return Mono.empty();
    }

    /** The others hear at once that this node goes; if that fails, they notice. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        heartbeat.update(board.remove(id())
                .timeout(FAREWELL)
                .onErrorResume(NodeRegistry::reported)
                .doFinally(end -> callback.run())
                .subscribe());
    }

    @Override
    public void stop() {
        running = false;
        heartbeat.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
