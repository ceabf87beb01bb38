package live.weir.signaling.stage;

import java.util.List;
import java.util.stream.Collectors;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionId;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A viewer's session for a door: whatever the viewer chooses, it is shown who is on stage and nobody else. */
record OnStageView(SeatlessDoors doors, View view, ViewSession session) implements ViewSession {

    @Override
    public Mono<Void> choose(ViewChoice choice) {
        return doors.choose(
                view,
                new WatchWish(
                        choice.performers().stream()
                                .map(PerformerId::value)
                                .map(Seat::seatOf)
                                .collect(Collectors.toSet()),
                        choice.video(),
                        choice.maxHeight()));
    }

    @Override
    public ViewChoice choice() {
        return session.choice();
    }

    @Override
    public SessionId id() {
        return session.id();
    }

    @Override
    public SessionState state() {
        return session.state();
    }

    @Override
    public String localDescription() {
        return session.localDescription();
    }

    @Override
    public Mono<Void> accept(String answer) {
        return session.accept(answer);
    }

    @Override
    public Mono<String> renegotiate(String offer) {
        return session.renegotiate(offer);
    }

    @Override
    public Mono<Void> addCandidates(List<String> candidates) {
        return session.addCandidates(candidates);
    }

    @Override
    public Mono<IceCredentials> restartIce(IceCredentials client) {
        return session.restartIce(client);
    }

    @Override
    public Flux<SessionEvent> events() {
        return session.events();
    }

    @Override
    public Mono<SessionStatistics> statistics() {
        return session.statistics();
    }

    @Override
    public Mono<Void> close() {
        return session.close();
    }
}
