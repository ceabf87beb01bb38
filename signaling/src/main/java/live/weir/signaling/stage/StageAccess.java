package live.weir.signaling.stage;

import reactor.core.publisher.Mono;

/** Who may come in; answered by the platform. Every refusal is a {@link StageRefused}; nothing completes empty. */
public interface StageAccess {

    /** Who performs as the channel's host, by access token or stream key. */
    Mono<Performing> performer(String slug, Credentials credentials);

    Mono<Watching> viewer(String slug, Credentials credentials);

    /** The channel for a guest, who brings an invitation and need not be anybody; a person's name if it is signed in. */
    Mono<Watching> guest(String slug, Credentials credentials);
}
