package live.weir.signaling.socket;

import java.util.Map;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.Watching;
import reactor.core.publisher.Mono;

/** Who may come in, in tests: {@code host-…} owns every channel, {@code user-…} is somebody, and no channel is called "nowhere". */
final class Doors implements StageAccess {

    private static final Map<String, String> NAMES = Map.of("host-ada", "Ada", "host-bea", "Bea", "user-kim", "Kim");

    static ChannelCard channel(String slug) {
        return new ChannelCard("channel-" + slug, slug, slug + " paints");
    }

    @Override
    public Mono<Performing> performer(String slug, Credentials credentials) {
        return Mono.fromCallable(() -> {
            String bearer = credentials.bearer();
            if (bearer == null || !NAMES.containsKey(bearer)) {
                throw StageRefused.of(Reason.UNAUTHENTICATED, "This token is not valid.");
            }
            if (!bearer.startsWith("host-")) {
                throw StageRefused.of(Reason.FORBIDDEN, "This is not your channel.");
            }
            return new Performing(existing(slug), bearer, NAMES.get(bearer));
        });
    }

    @Override
    public Mono<Watching> viewer(String slug, Credentials credentials) {
        return Mono.fromCallable(() -> {
            String bearer = credentials.bearer();
            if (bearer == null) {
                return new Watching(existing(slug), null, "", "network");
            }
            return new Watching(existing(slug), bearer, NAMES.getOrDefault(bearer, "Somebody"), bearer);
        });
    }

    @Override
    public Mono<Watching> guest(String slug, Credentials credentials) {
        return viewer(slug, credentials);
    }

    private static ChannelCard existing(String slug) {
        if (slug.equals("nowhere")) {
            throw StageRefused.of(Reason.NOT_FOUND, "There is no such channel.");
        }
        return channel(slug);
    }
}
