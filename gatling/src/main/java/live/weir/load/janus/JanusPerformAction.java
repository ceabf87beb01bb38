package live.weir.load.janus;

import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;

/** Performs in a video room. */
public final class JanusPerformAction extends LoadAction {

    private final JanusRoom room;
    private final Footage footage;
    private final int bitsPerSecond;

    JanusPerformAction(String name, JanusRoom room) {
        this(name, room, Footage.clip(VideoCodec.VP8), 1_000_000);
    }

    private JanusPerformAction(String name, JanusRoom room, Footage footage, int bitsPerSecond) {
        super(name);
        this.room = room;
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** @param newBitsPerSecond of the picture */
    public JanusPerformAction shows(Footage newFootage, int newBitsPerSecond) {
        return new JanusPerformAction(name(), room, newFootage, newBitsPerSecond);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        JanusSession session = JanusSession.performer(step, components, room);
        session.perform(components.engine().performer(session, footage, bitsPerSecond));
    }
}
