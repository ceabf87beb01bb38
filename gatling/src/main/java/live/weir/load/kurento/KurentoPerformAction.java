package live.weir.load.kurento;

import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;

/** Performs in a pipeline of its own. */
public final class KurentoPerformAction extends LoadAction {

    private final KurentoRoom room;
    private final Footage footage;
    private final int bitsPerSecond;

    KurentoPerformAction(String name, KurentoRoom room) {
        this(name, room, Footage.clip(VideoCodec.VP8), 1_000_000);
    }

    private KurentoPerformAction(String name, KurentoRoom room, Footage footage, int bitsPerSecond) {
        super(name);
        this.room = room;
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** @param newBitsPerSecond of the picture */
    public KurentoPerformAction shows(Footage newFootage, int newBitsPerSecond) {
        return new KurentoPerformAction(name(), room, newFootage, newBitsPerSecond);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        KurentoSession session = KurentoSession.performer(step, components, room);
        session.perform(components.engine().performer(session, footage, bitsPerSecond));
    }
}
