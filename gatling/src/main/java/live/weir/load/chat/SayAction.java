package live.weir.load.chat;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import live.weir.load.dsl.LoadAction;
import live.weir.load.dsl.LoadComponents;
import live.weir.load.dsl.Step;

/** Says something in the room of that name. */
public final class SayAction extends LoadAction {

    private final Function<Session, String> text;

    SayAction(String name) {
        this(name, session -> "what a lovely picture that is, is it not, everybody?");
    }

    private SayAction(String name, Function<Session, String> text) {
        super(name);
        this.text = text;
    }

    /** May contain expressions; the time is put before it. */
    public SayAction text(String newText) {
        return new SayAction(name(), expression(newText));
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        if (step.session().attributes().get(name()).getOrElse(() -> null) instanceof RoomVisit visit) {
            visit.say(step, text.apply(step.javaSession()));
        } else {
            step.nextFailed(); // it never came in, which was told
        }
    }
}
