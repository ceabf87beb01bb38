package live.weir.load.webrtc;

import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** A place on another server with one performer, and any number who watch; what users of one run share. */
public interface MediaRoom {

    /** One user's session, which has not begun yet. */
    RoomSession enter(Step step, LoadComponents components, NegotiatedSession.Role role);

    default RoomPerformAction perform(String name) {
        return new RoomPerformAction(name, this);
    }

    default RoomWatchAction watch(String name) {
        return new RoomWatchAction(name, this);
    }
}
