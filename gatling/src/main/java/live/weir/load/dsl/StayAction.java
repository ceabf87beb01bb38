package live.weir.load.dsl;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** Lets go on what that name began; the user fails at once if it is lost. The row {@code name: stayed} tells which it was. */
public final class StayAction extends LoadAction {

    private final Duration duration;

    StayAction(String name, Duration duration) {
        super(name);
        this.duration = duration;
    }

    @Override
    protected void begin(Step step, LoadComponents components) {
        if (!(step.session().attributes().get(name()).getOrElse(() -> null) instanceof OpenSession media)) {
            step.nextFailed(); // what should go on never began, which was told
            return;
        }
        AtomicBoolean over = new AtomicBoolean();
        var end = Mono.delay(duration).subscribe(any -> {
            if (over.compareAndSet(false, true)) {
                step.took("stayed", 0);
                step.next();
            }
        });
        media.lost().thenAccept(reason -> {
            if (over.compareAndSet(false, true)) {
                end.dispose();
                step.wentWrong("stayed", reason);
                step.nextFailed();
            }
        });
    }
}
