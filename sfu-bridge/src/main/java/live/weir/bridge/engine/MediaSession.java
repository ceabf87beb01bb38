package live.weir.bridge.engine;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One peer connection between a client and the engine. Its life is {@link SessionState}. */
public interface MediaSession {

    SessionId id();

    SessionState state();

    /** Our latest description: an answer if the client offered, else an offer. All our candidates are in it. */
    String localDescription();

    /** The client's answer to an offer of ours. */
    Mono<Void> accept(String answer);

    /** A further offer of the client's on the open session; gives our answer. */
    Mono<String> renegotiate(String offer);

    /** Candidates that the client found later; lines as in SDP, with or without {@code a=}. */
    Mono<Void> addCandidates(List<String> candidates);

    /** New credentials of the client's; gives ours. Media goes on until the new ones are checked. */
    Mono<IceCredentials> restartIce(IceCredentials client);

    /** Everything that happened and happens, from the start; ends with the session. */
    Flux<SessionEvent> events();

    Mono<SessionStatistics> statistics();

    /** Ends the session. Closing twice does no harm. */
    Mono<Void> close();
}
