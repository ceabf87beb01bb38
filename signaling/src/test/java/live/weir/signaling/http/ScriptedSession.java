package live.weir.signaling.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionId;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A session whose engine answers when a test says so. */
final class ScriptedSession implements MediaSession {

    static final String ANSWER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=ice-lite
            a=ice-options:trickle
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=recvonly
            a=ice-ufrag:first
            a=ice-pwd:serverpasswordserverpassword
            a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host
            a=end-of-candidates
            m=video 9 UDP/TLS/RTP/SAVPF 96
            a=mid:1
            a=recvonly
            a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host
            """;

    final List<String> candidates = new CopyOnWriteArrayList<>();
    final List<Sinks.One<IceCredentials>> restarts = new ArrayList<>();
    final Sinks.Many<SessionEvent> events = Sinks.many().replay().all();

    void answerRestart(int number, String usernameFragment) {
        restarts.get(number)
                .tryEmitValue(new IceCredentials(usernameFragment, "serverpasswordserverpassword"))
                .orThrow();
    }

    void refuseRestart(int number, MediaException.Reason reason) {
        restarts.get(number).tryEmitError(new MediaException(reason, "Not so.")).orThrow();
    }

    @Override
    public SessionId id() {
        return new SessionId("scripted");
    }

    @Override
    public SessionState state() {
        return SessionState.FLOWING;
    }

    @Override
    public String localDescription() {
        return ANSWER;
    }

    @Override
    public Mono<Void> accept(String answer) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<String> renegotiate(String offer) {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Void> addCandidates(List<String> lines) {
        return Mono.fromRunnable(() -> candidates.addAll(lines));
    }

    @Override
    public Mono<IceCredentials> restartIce(IceCredentials client) {
        return Mono.defer(() -> {
            Sinks.One<IceCredentials> answer = Sinks.one();
            restarts.add(answer);
            return answer.asMono();
        });
    }

    @Override
    public Flux<SessionEvent> events() {
        return events.asFlux();
    }

    @Override
    public Mono<SessionStatistics> statistics() {
        return Mono.error(new UnsupportedOperationException());
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(events::tryEmitComplete);
    }
}
