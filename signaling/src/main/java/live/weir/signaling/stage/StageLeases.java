package live.weir.signaling.stage;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Who owns which stage, among all nodes; answered by the platform. */
public interface StageLeases {

    /**
     * Takes the stage for this node and keeps it until it is released; completes with the lease that is held already, if this
     * node has it. Fails with {@code ELSEWHERE} if another node has it. While nodes cannot ask one another, this one goes on
     * alone and gets a lease of its own.
     */
    Mono<Lease> take(ChannelCard channel);

    /** Gives it back, so that another node may take it at once. */
    Mono<Void> release(Lease lease);

    /** Calls back, on any thread and at once, when a lease was lost to another node; what it ran must end. */
    Disposable onLost(Consumer<Lease> listener);
}
