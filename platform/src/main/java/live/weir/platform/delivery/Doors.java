package live.weir.platform.delivery;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.identity.ChannelId;
import live.weir.signaling.stage.Credentials;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What {@link HlsDesk} asks of those who know channels and people. */
interface Doors {

    /** Completes empty if there is no such channel. */
    Mono<ChannelSummary> channel(String slug);

    /** Whether people may come from everywhere. */
    boolean areOpenToAll();

    /** What the client shows. */
    Credentials credentials(@Nullable InetAddress peer, HttpHeaders headers, @Nullable String pass);

    /** Completes if the client may watch; fails with why not. */
    Mono<Void> admit(String slug, Credentials credentials);

    /** Somebody got what they watch. */
    void watched(ChannelId channel, HlsRequest request, HlsPath path);
}
