package live.weir.signaling.stage;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaStage;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.SessionEnded;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * What publications and views have in common: their clients' shares while the engine makes them, and how they end. Belongs to
 * the stage's mailbox.
 */
final class SessionDesk {

    /** What a stage is told of its media. */
    interface Listener {
        void published(Publication publication);

        void visible(Publication publication);

        void unpublished(Publication publication);

        void audienceChanged();

        void tell(Seat seat, ServerMessage message);
    }

    private final StageFloor floor;
    private final EngineStage engineStage;
    private final Listener listener;
    /** Of sessions that the engine has not made yet. */
    private final Set<ClientShares.Share> making = new LinkedHashSet<>();

    private boolean over;

    SessionDesk(StageFloor floor, EngineStage engineStage, Listener listener) {
        this.floor = floor;
        this.engineStage = engineStage;
        this.listener = listener;
    }

    Listener listener() {
        return listener;
    }

    Mono<MediaStage> engine() {
        return engineStage.open();
    }

    ClientShares.Share take(String client) {
        ClientShares.Share share = floor.services.shares().take(client);
        making.add(share);
        return share;
    }

    void refuse(ClientShares.Share share, Throwable failure, MonoSink<?> sink) {
        making.remove(share);
        share.giveBack();
        sink.error(Refusals.of(failure));
    }

    /** @return whether the session is still wanted; if not, it is closed again and its client refused */
    boolean made(StageSession session, @Nullable Seat seat, MonoSink<?> sink) {
        making.remove(session.share);
        if (!over && (seat == null || !seat.left)) {
            return true;
        }
        abandon(session);
        sink.error(Refusals.conflict("The seat is gone."));
        return false;
    }

    void abandon(StageSession session) {
        session.release();
        close(session);
    }

    void close(StageSession session) {
        floor.undertakings.beginPlain(session.media().close(), () -> {}, failed -> {});
    }

    void tellEnd(Seat seat, String session, @Nullable CloseReason reason) {
        CloseReason why = reason == null ? CloseReason.ENGINE_FAILED : reason;
        String word = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        listener.tell(seat, new SessionEnded(session, word, why != CloseReason.HANDSHAKE_FAILED));
    }

    /** The stage is put away: whatever the engine still makes is given up. */
    Mono<Void> end() {
        over = true;
        making.forEach(ClientShares.Share::giveBack);
        return engineStage.close();
    }
}
