package live.weir.signaling.stage;

import java.time.Duration;
import java.util.List;
import live.weir.signaling.protocol.ServerMessage.Bye;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.stage.BroadcastBook.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** How a stage ends on this node: put away when nobody is left, handed over, or lost to another. Belongs to the mailbox. */
final class Curtain {

    private static final Logger log = LoggerFactory.getLogger(Curtain.class);
    /** Nobody is here any more: who reloads a page finds the stage still open. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final StageFloor floor;
    private final Show show;
    private final Publications publications;
    private final Views views;
    private final SessionDesk desk;
    private final Runnable whenGone;
    private final Sinks.Empty<Void> released = Sinks.empty();
    private @Nullable Disposable lingering;
    private boolean closed;

    Curtain(StageFloor floor, Show show, Publications publications, Views views, SessionDesk desk, Runnable whenGone) {
        this.floor = floor;
        this.show = show;
        this.publications = publications;
        this.views = views;
        this.desk = desk;
        this.whenGone = whenGone;
    }

    boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw new StageClosed();
        }
    }

    private boolean isEmpty() {
        return floor.seats.isEmpty() && views.isEmpty() && show.isOver();
    }

    void lingerIfEmpty() {
        if (closed || lingering != null || !isEmpty()) {
            return;
        }
        lingering = floor.mailbox.after(LINGER, () -> {
            lingering = null;
            if (!closed && isEmpty()) {
                putAway();
            }
        });
    }

    void stopLingering() {
        Disposable waiting = lingering;
        lingering = null;
        if (waiting != null) {
            waiting.dispose();
        }
    }

    /** Another node has the stage: nothing is written any more. */
    void moveAway() {
        if (!closed) {
            log.warn("The stage of {} has another owner than epoch {}", floor.channel.slug(), floor.lease.epoch());
            close();
            show.closeBooks();
            sayGoodbye(new Bye(ByeReason.MOVING, true, (int) COME_BACK.toSeconds()));
            leaveTo(endMedia(), () -> {});
        }
    }

    /**
     * This node ends: what is on air goes on elsewhere. Everybody is told when the next one can take it, and not before: who comes
     * earlier finds nobody, and who is told to wait sees nothing for longer than need be.
     */
    void handOver() {
        if (!closed) {
            putAway(() -> sayGoodbye(new Bye(ByeReason.MOVING, true, 0)));
            show.closeBooks();
        }
    }

    /** Nobody shall find this channel again. */
    void channelGone() {
        if (!closed) {
            show.onAir.end(Cause.CHANNEL_GONE);
            sayGoodbye(new Bye(ByeReason.ENDED, false, 0));
            List.copyOf(floor.seats.all()).forEach(floor.seats::remove);
            putAway();
        }
    }

    /** Remembers, lets go of the engine, and gives the lease back, in this order. */
    private void putAway() {
        putAway(() -> {});
    }

    /** @param last what is done when anybody may have the stage, before this one is forgotten */
    private void putAway(Runnable last) {
        close();
        Mono<Void> steps = show.keepMemory()
                .onErrorComplete()
                .then(endMedia())
                .then(floor.services.ports().leases().release(floor.lease).onErrorComplete());
        leaveTo(steps, last);
    }

    private Mono<Void> endMedia() {
        publications.releaseAll();
        views.releaseAll();
        return desk.end().onErrorComplete();
    }

    private void leaveTo(Mono<Void> steps, Runnable last) {
        Runnable end = () -> {
            last.run();
            isReleased();
        };
        floor.undertakings.beginPlain(steps, end, failed -> end.run());
    }

    private void isReleased() {
        floor.undertakings.endAll();
        whenGone.run();
        released.tryEmitEmpty();
    }

    private void close() {
        closed = true;
        stopLingering();
        show.stopTimers();
        floor.seats.all().forEach(Seat::stopWaiting);
        floor.meters().stageClosed();
    }

    private void sayGoodbye(Bye bye) {
        for (Seat seat : List.copyOf(floor.seats.all())) {
            SeatSocket socket = seat.socket;
            floor.meters().seatLeft(seat.role);
            if (socket != null) {
                floor.meters().socketClosed();
                socket.bye(bye);
            }
        }
    }

    /** The stage may be opened again, here or elsewhere. Not only in the mailbox. */
    Mono<Void> whenReleased() {
        return released.asMono();
    }
}
