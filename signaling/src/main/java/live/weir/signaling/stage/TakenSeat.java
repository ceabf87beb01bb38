package live.weir.signaling.stage;

import live.weir.signaling.protocol.ClientMessage;
import live.weir.signaling.protocol.ServerMessage.Outcome;
import reactor.core.publisher.Mono;

/** A seat, in the hands of its socket. */
public final class TakenSeat {

    private final Stage stage;
    private final Seat seat;
    private final SeatSocket socket;

    TakenSeat(Stage stage, Seat seat, SeatSocket socket) {
        this.stage = stage;
        this.seat = seat;
        this.socket = socket;
    }

    /** In the order in which they are subscribed to; refuses with {@link StageRefused}. */
    public Mono<Outcome> hear(ClientMessage message) {
        return stage.hear(seat, socket, message);
    }

    /** The socket is gone; the seat waits for another. Twice does no harm. */
    public void lost() {
        stage.lost(seat, socket);
    }
}
