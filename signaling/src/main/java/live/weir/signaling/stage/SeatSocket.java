package live.weir.signaling.stage;

import live.weir.signaling.protocol.ServerMessage.Bye;

/** Whoever sits on a seat, as the stage knows it. Called in the stage's mailbox: it takes what it is told, and returns. */
public interface SeatSocket {

    /** Before anything else is told. */
    void seated(TakenSeat seat);

    void tell(Frame frame);

    /** The last word. */
    void bye(Bye bye);
}
