package live.weir.signaling.http;

import java.util.Objects;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.SessionState;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** A session that a client has an address of. What it does to ICE happens one after another, however its requests overlap. */
final class OpenSession {

    /** Engines keep them until the next restart. */
    static final int MOST_CANDIDATES = 512;

    /** What a PATCH did: the answer to a restart, or nothing to tell. */
    record Patched(String tag, @Nullable String answer) {}

    private final String slug;
    private final MediaSession media;
    private final SdpOutline description;
    private final Turns turns = new Turns();
    private final boolean ourOffer;
    private volatile IceSession ice;

    OpenSession(String slug, MediaSession media, SdpOutline offer) {
        this.slug = slug;
        this.media = media;
        this.description = SdpOutline.of(media.localDescription());
        String ours = Objects.requireNonNullElse(description.usernameFragment(), "");
        this.ourOffer = media.state() == SessionState.OFFERED;
        this.ice = new IceSession(1, ours, ourOffer ? null : clientOf(offer), null, 0);
    }

    private static @Nullable IceCredentials clientOf(SdpOutline offer) {
        String fragment = offer.usernameFragment();
        String password = offer.password();
        return fragment == null || password == null ? null : new IceCredentials(fragment, password);
    }

    String id() {
        return media.id().value();
    }

    boolean isOf(String channel) {
        return slug.equals(channel);
    }

    /** It began with an offer of ours, because the client's was of no use. */
    boolean isOurOffer() {
        return ourOffer;
    }

    /** What a PATCH may bring. */
    String takes() {
        return ourOffer ? RequestChecks.FRAGMENT + ", " + RequestChecks.SDP : RequestChecks.FRAGMENT.toString();
    }

    String tag() {
        return ice.tag();
    }

    MediaSession media() {
        return media;
    }

    Mono<Patched> patch(IfMatch condition, IceFragment fragment) {
        return turns.take(Mono.defer(() -> {
            IceSession now = ice;
            condition.require(now.tag());
            if (now.isRepeatedBy(condition, fragment)) {
                return Mono.just(new Patched(now.tag(), now.answered()));
            }
            return now.isRestartedBy(fragment) ? restart(now, fragment) : trickle(now, fragment);
        }));
    }

    /** The client's answer to our offer; there is one. */
    Mono<Void> answer(String text) {
        return turns.take(media.accept(text).then(Mono.fromRunnable(() -> {
            IceSession now = ice;
            ice = new IceSession(now.number(), now.ours(), clientOf(SdpOutline.of(text)), null, now.candidates());
        })));
    }

    private Mono<Patched> trickle(IceSession now, IceFragment fragment) {
        int more = fragment.candidates().size();
        if (now.candidates() + more > MOST_CANDIDATES) {
            return Mono.error(HttpRefused.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "too-many-candidates",
                    "A session takes " + MOST_CANDIDATES + " candidates."));
        }
        return media.addCandidates(fragment.candidates()).then(Mono.fromSupplier(() -> {
            ice = now.trickled(more);
            return new Patched(now.tag(), null);
        }));
    }

    /** If the engine refuses, nothing has changed: the session goes on with what was agreed before. */
    private Mono<Patched> restart(IceSession now, IceFragment fragment) {
        IceCredentials theirs = Objects.requireNonNull(fragment.credentials());
        return media.restartIce(theirs).flatMap(fresh -> {
            String answer = RestartAnswer.write(description, fresh);
            IceSession next =
                    now.restarted(theirs, fresh, answer, fragment.candidates().size());
            ice = next;
            return candidatesAfterRestart(fragment).thenReturn(new Patched(next.tag(), answer));
        });
    }

    /** ICE has been restarted already, and the client has to know: a candidate that is none is passed over. */
    private Mono<Void> candidatesAfterRestart(IceFragment fragment) {
        return media.addCandidates(fragment.candidates())
                .onErrorComplete(error -> error instanceof MediaException refused
                        && refused.reason() == MediaException.Reason.BAD_DESCRIPTION);
    }

    Mono<Void> close() {
        return media.close();
    }
}
