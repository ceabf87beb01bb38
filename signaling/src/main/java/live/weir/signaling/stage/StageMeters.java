package live.weir.signaling.stage;

import java.time.Duration;
import live.weir.signaling.protocol.ServerMessage.Role;

/** What happens on stages, for whoever counts. Called in mailboxes and on event loops: it returns at once. */
public interface StageMeters {

    /** Counts nothing. */
    StageMeters NONE = new StageMeters() {};

    default void stageOpened() {}

    default void stageClosed() {}

    default void seatTaken(Role role) {}

    default void seatLeft(Role role) {}

    default void socketOpened() {}

    default void socketClosed() {}

    /** A message or a newcomer was refused. */
    default void refused(StageRefused.Reason reason) {}

    /** Something was given up: "slow-socket", "book", "memory". */
    default void dropped(String what) {}

    /** From a publisher's answer to the broadcast's first picture. */
    default void wentLive(Duration sincePublish) {}
}
