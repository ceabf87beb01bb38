package live.weir.load.janus;

import java.time.Duration;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Watches the performer of a video room. */
public final class JanusWatchAction extends LoadAction {

    private final JanusRoom room;
    private final Duration waits;

    JanusWatchAction(String name, JanusRoom room) {
        this(name, room, Duration.ofSeconds(20));
    }

    private JanusWatchAction(String name, JanusRoom room, Duration waits) {
        super(name);
        this.room = room;
        this.waits = waits;
    }

    /** So long, if nobody performs yet; what it then measures begins when somebody does. */
    public JanusWatchAction waits(Duration newWaits) {
        return new JanusWatchAction(name(), room, newWaits);
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        JanusSession session = JanusSession.viewer(step, components, room);
        session.watch(components.engine().viewer(session, 1), waits);
    }
}
