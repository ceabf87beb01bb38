package live.weir.signaling.http;

import java.util.Objects;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.Performing;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import live.weir.signaling.stage.Watching;
import reactor.core.publisher.Mono;

/** One channel that anybody may watch, one that needs a pass, and one key to perform on both. */
final class OpenAccess implements StageAccess {

    static final String CHANNEL = "ada";
    static final String PRIVATE_CHANNEL = "secret";
    static final String KEY = "the-key";
    static final String PASS = "wvp_let-me-in";
    static final String STRANGER = "known-but-not-allowed";

    @Override
    public Mono<Performing> performer(String slug, Credentials credentials) {
        return Mono.fromSupplier(() -> {
            ChannelCard channel = channel(slug);
            String bearer = Objects.requireNonNullElse(credentials.bearer(), "");
            if (bearer.equals(STRANGER)) {
                throw StageRefused.of(Reason.FORBIDDEN, "You may not perform here.");
            }
            if (!bearer.equals(KEY)) {
                throw StageRefused.of(Reason.UNAUTHENTICATED, "This needs a stream key or an access token.");
            }
            return new Performing(channel, "ada", "Ada");
        });
    }

    @Override
    public Mono<Watching> viewer(String slug, Credentials credentials) {
        return Mono.fromSupplier(() -> {
            ChannelCard channel = channel(slug);
            if (slug.equals(PRIVATE_CHANNEL) && !PASS.equals(credentials.pass())) {
                throw StageRefused.of(Reason.UNAUTHENTICATED, "This channel is private.");
            }
            return new Watching(channel, null, "", String.valueOf(credentials.address()));
        });
    }

    @Override
    public Mono<Watching> guest(String slug, Credentials credentials) {
        return viewer(slug, credentials);
    }

    private static ChannelCard channel(String slug) {
        if (!slug.equals(CHANNEL) && !slug.equals(PRIVATE_CHANNEL)) {
            throw StageRefused.of(Reason.NOT_FOUND, "There is no such channel.");
        }
        return new ChannelCard("id-of-" + slug, slug, slug);
    }
}
