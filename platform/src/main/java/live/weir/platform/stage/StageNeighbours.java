package live.weir.platform.stage;

import java.net.URI;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cluster.NodeId;
import reactor.core.publisher.Mono;

/** The other nodes that have stages, for whoever fetches from them what they make of these. */
public interface StageNeighbours {

    /**
     * Another node that has a stage.
     *
     * @param epoch of its lease
     */
    record Neighbour(NodeId node, URI url, long epoch) {}

    /** Completes empty if this node has the stage, or nobody, or nobody can tell; or if nobody knows the owner's address. */
    Mono<Neighbour> ownerOf(ChannelId channel);

    /** Whether this node has the stage. */
    boolean isHere(ChannelId channel);

    /** A call to the node, behind its guard. */
    <T> Mono<T> call(Neighbour neighbour, Mono<T> call);

    /** Somebody else has it now: the next question is put to Redis. */
    void forget(ChannelId channel);
}
