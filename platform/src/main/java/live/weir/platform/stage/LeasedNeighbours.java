package live.weir.platform.stage;

import java.net.URI;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the owners of stages by their leases, and calls them behind their guards. */
@Component
final class LeasedNeighbours implements StageNeighbours {

    private final RedisStageLeases leases;
    private final StageHolders holders;
    private final NodeRegistry nodes;
    private final NodeGuards guards;

    LeasedNeighbours(RedisStageLeases leases, StageHolders holders, NodeRegistry nodes, NodeGuards guards) {
        this.leases = leases;
        this.holders = holders;
        this.nodes = nodes;
        this.guards = guards;
    }

    @Override
    public Mono<Neighbour> ownerOf(ChannelId channel) {
        String id = channel.toString();
        return leases.holds(id)
                ? Mono.empty()
                : holders.of(id)
                        .filter(lease -> !lease.node().equals(nodes.id()))
                        .flatMap(lease -> {
                            URI url = lease.url();
                            return url == null
                                    ? Mono.empty()
                                    : Mono.just(new Neighbour(lease.node(), url, lease.epoch()));
                        });
    }

    @Override
    public boolean isHere(ChannelId channel) {
        return leases.holds(channel.toString());
    }

    @Override
    public <T> Mono<T> call(Neighbour neighbour, Mono<T> call) {
        return guards.of(neighbour.node(), neighbour.url()).call(call);
    }

    @Override
    public void forget(ChannelId channel) {
        holders.forget(channel.toString());
    }
}
