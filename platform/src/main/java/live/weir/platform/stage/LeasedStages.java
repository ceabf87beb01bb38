package live.weir.platform.stage;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.live.StagesHeld;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers for broadcasts whether some node holds their stage. */
final class LeasedStages implements StagesHeld {

    private static final int AT_ONCE = 16;

    private final LeaseBoard board;

    LeasedStages(LeaseBoard board) {
        this.board = board;
    }

    @Override
    public Mono<Set<ChannelId>> among(Collection<ChannelId> channels) {
        return Flux.fromIterable(channels)
                .flatMap(
                        channel -> board.isHeld(channel.toString())
                                .filter(held -> held)
                                .map(held -> channel),
                        AT_ONCE)
                .collect(Collectors.toSet());
    }
}
