package live.weir.load.webrtc;

import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;

/** Performs in a room. */
public final class RoomPerformAction extends LoadAction {

    private final MediaRoom room;
    private final Footage footage;
    private final int bitsPerSecond;

    RoomPerformAction(String name, MediaRoom room) {
        this(name, room, Footage.clip(VideoCodec.VP8), 1_000_000);
    }

    private RoomPerformAction(String name, MediaRoom room, Footage footage, int bitsPerSecond) {
        super(name);
        this.room = room;
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** @param newBitsPerSecond of the picture */
    public RoomPerformAction shows(Footage newFootage, int newBitsPerSecond) {
        return new RoomPerformAction(name(), room, newFootage, newBitsPerSecond);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        RoomSession session = room.enter(step, components, NegotiatedSession.Role.PERFORMER);
        session.perform(components.engine().performer(session, footage, bitsPerSecond));
    }
}
