package live.weir.signaling.socket;

import java.util.Objects;
import live.weir.signaling.protocol.ClientMessage.As;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.stage.Arrival;
import live.weir.signaling.stage.Credentials;
import live.weir.signaling.stage.StageAccess;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import reactor.core.publisher.Mono;

/** Asks who somebody is that says hello. */
final class Doorman {

    private final StageAccess access;

    Doorman(StageAccess access) {
        this.access = access;
    }

    /** @param from where the client comes from; what it shows stands in the hello */
    Mono<Arrival> letIn(String slug, Hello hello, Credentials from) {
        Credentials shown = new Credentials(hello.token(), hello.pass(), from.address(), from.headers());
        if (hello.as() == As.VIEWER) {
            return access.viewer(slug, shown).map(who -> new Arrival.Viewer(who, hello.resume()));
        }
        if (hello.invitation() != null || hello.token() == null) {
            return guest(slug, hello, shown);
        }
        Mono<Arrival> host = access.performer(slug, shown).map(who -> new Arrival.Host(who, hello.resume()));
        return hello.resume() == null
                ? host
                : host.onErrorResume(Doorman::isNotTheHost, refused -> guest(slug, hello, shown));
    }

    /** A guest who is signed in and only comes back. */
    private static boolean isNotTheHost(Throwable failure) {
        return failure instanceof StageRefused refused && refused.reason() == Reason.FORBIDDEN;
    }

    private Mono<Arrival> guest(String slug, Hello hello, Credentials shown) {
        if (hello.invitation() == null && hello.resume() == null) {
            return Mono.error(
                    StageRefused.of(Reason.UNAUTHENTICATED, "A performer shows an access token or an invitation."));
        }
        return access.guest(slug, shown)
                .map(who -> new Arrival.Guest(
                        Objects.requireNonNull(who), hello.invitation(), hello.name(), hello.resume()));
    }
}
