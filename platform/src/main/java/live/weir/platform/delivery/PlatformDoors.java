package live.weir.platform.delivery;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.stage.DoorCredentials;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageAccess;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lets in by HLS whom the stage lets in. */
final class PlatformDoors implements Doors {

    private final ChannelService channels;
    private final StageAccess access;
    private final DoorCredentials credentials;
    private final Turnstile turnstile;

    PlatformDoors(ChannelService channels, StageAccess access, DoorCredentials credentials, Turnstile turnstile) {
        this.channels = channels;
        this.access = access;
        this.credentials = credentials;
        this.turnstile = turnstile;
    }

    @Override
    public Mono<ChannelSummary> channel(String slug) {
        return channels.bySlug(slug);
    }

    @Override
    public boolean areOpenToAll() {
        return credentials.areOpenToAll();
    }

    @Override
    public Credentials credentials(@Nullable InetAddress peer, HttpHeaders headers, @Nullable String pass) {
        return credentials.of(peer, headers::getAll, pass);
    }

    @Override
    public Mono<Void> admit(String slug, Credentials shown) {
        return access.viewer(slug, shown).then();
    }

    @Override
    public void watched(ChannelId channel, HlsRequest request, HlsPath path) {
        turnstile.pass(channel, request, path);
    }
}
