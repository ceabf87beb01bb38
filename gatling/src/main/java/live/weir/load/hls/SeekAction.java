package live.weir.load.hls;

import java.time.Duration;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Goes back in what that name plays, once. */
public final class SeekAction extends LoadAction {

    private final Duration back;

    SeekAction(String name, Duration back) {
        super(name);
        this.back = back;
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        if (step.session().attributes().get(name()).getOrElse(() -> null) instanceof Playing playing) {
            playing.seek(step, back);
        } else {
            step.nextFailed(); // it never played, which was told
        }
    }
}
