package live.weir.signaling.http;

import live.weir.bridge.engine.MediaSession;
import live.weir.signaling.stage.Credentials;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** What differs between the doors: who may come in, and what an offer becomes. */
public interface Entrance {

    /** In the address, such as {@code whip}. */
    String name();

    /** Decides before the body is read, so that strangers cost nothing. */
    Mono<Admission> admit(String slug, Credentials credentials, MultiValueMap<String, String> query);

    /** Somebody who may come in. */
    interface Admission {

        /** By which TURN servers know the client. */
        String client();

        /** Takes the offer; the answer is in the session. */
        Mono<? extends MediaSession> open(SdpOutline offer, String text);
    }
}
