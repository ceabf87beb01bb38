package live.weir.load.kurento;

import java.time.Duration;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Watches the performer of a pipeline. */
public final class KurentoWatchAction extends LoadAction {

    private final KurentoRoom room;
    private final Duration waits;

    KurentoWatchAction(String name, KurentoRoom room) {
        this(name, room, Duration.ofSeconds(20));
    }

    private KurentoWatchAction(String name, KurentoRoom room, Duration waits) {
        super(name);
        this.room = room;
        this.waits = waits;
    }

    /** So long, if nobody performs yet; what it then measures begins when somebody does. */
    public KurentoWatchAction waits(Duration newWaits) {
        return new KurentoWatchAction(name(), room, newWaits);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        KurentoSession session = KurentoSession.viewer(step, components, room);
        session.watch(components.engine().viewer(session, 1), waits);
    }
}
