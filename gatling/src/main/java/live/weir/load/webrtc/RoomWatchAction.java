package live.weir.load.webrtc;

import java.time.Duration;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Watches the performer of a room. */
public final class RoomWatchAction extends LoadAction {

    private final MediaRoom room;
    private final Duration waits;

    RoomWatchAction(String name, MediaRoom room) {
        this(name, room, Duration.ofSeconds(20));
    }

    private RoomWatchAction(String name, MediaRoom room, Duration waits) {
        super(name);
        this.room = room;
        this.waits = waits;
    }

    /** So long, if nobody performs yet; what it then measures begins when somebody does. */
    public RoomWatchAction waits(Duration newWaits) {
        return new RoomWatchAction(name(), room, newWaits);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        RoomSession session = room.enter(step, components, NegotiatedSession.Role.VIEWER);
        session.watch(components.engine().viewer(session, 1), waits);
    }
}
