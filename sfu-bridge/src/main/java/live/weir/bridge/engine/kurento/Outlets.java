package live.weir.bridge.engine.kurento;

import java.util.HashMap;
import java.util.Map;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.PerformerId;
import org.kurento.client.PassThrough;
import reactor.core.publisher.Mono;

/** What viewers of a performer are connected to: one for all sessions of that performer. Changes in the stage's mailbox only. */
final class Outlets {

    private final Mailbox mailbox;
    private final Map<PerformerId, Mono<PassThrough>> made = new HashMap<>();

    Outlets(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Not in the mailbox. */
    Mono<PassThrough> of(PerformerId performer, StageHome at) {
        return mailbox.ask(() -> {
                    if (at.isGone()) { // an outlet there would be found by who publishes at the next home
                        throw new MediaException(Reason.FAILED, "The media server went meanwhile.");
                    }
                    return made.computeIfAbsent(performer, none -> make(performer, at));
                })
                .flatMap(outlet -> outlet);
    }

    /** One that could not be made is forgotten, unless another has taken its place. */
    private Mono<PassThrough> make(PerformerId performer, StageHome at) {
        return at.newPassThrough()
                .doOnError(failure -> mailbox.note(() -> {
                    if (!at.isGone()) {
                        made.remove(performer);
                    }
                }))
                .cache();
    }

    /** Tells whether there was one. */
    boolean remove(PerformerId performer) {
        return made.remove(performer) != null;
    }

    /** They went with their server. */
    void clear() {
        made.clear();
    }
}
