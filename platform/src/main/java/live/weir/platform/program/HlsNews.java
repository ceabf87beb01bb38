package live.weir.platform.program;

import java.util.UUID;
import live.weir.platform.channel.HlsReach.Hls;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.resilience.Errands;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.StageProgram.Reach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;

/** Tells all nodes what HLS there is of this node's broadcasts, and has what is shown of their channels made new. */
final class HlsNews implements ReachNews, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(HlsNews.class);

    private final HlsBoard board;
    private final LiveBroadcasts live;
    private final Errands errands = new Errands();

    HlsNews(HlsBoard board, LiveBroadcasts live) {
        this.board = board;
        this.live = live;
    }

    static ChannelId channel(Broadcast broadcast) {
        return new ChannelId(UUID.fromString(broadcast.channel().id()));
    }

    @Override
    public void tell(Broadcast broadcast, Reach reach) {
        ChannelId channel = channel(broadcast);
        Hls hls = new Hls(reach.playlist(), reach.picture(), reach.problem());
        begin(board.tell(channel, broadcast.lease().epoch(), hls).then(live.changed(channel)));
    }

    @Override
    public void forget(Broadcast broadcast) {
        ChannelId channel = channel(broadcast);
        begin(board.forget(channel).then(live.changed(channel)));
    }

    private void begin(Mono<Void> work) {
        errands.run(
                work.onErrorComplete(DependencyUnavailable.class),
                failure -> log.warn("What HLS there is was not told: {}", failure.toString()));
    }

    @Override
    public void destroy() {
        errands.drop();
    }
}
