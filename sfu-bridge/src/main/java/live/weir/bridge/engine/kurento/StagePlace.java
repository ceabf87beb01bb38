package live.weir.bridge.engine.kurento;

import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** On which server a stage is. Changes in the stage's mailbox only; what follows from a change is the listener's. */
final class StagePlace implements StageHome.Tenant {

    /** In the mailbox. */
    interface Listener {

        /** What was there is no more; another place is being looked for. */
        void left(StageHome lost);

        /** Nothing is lost, but what happened for a moment was told to nobody. */
        void isBack();
    }

    private static final Logger log = LoggerFactory.getLogger(StagePlace.class);

    private final String stage;
    private final Mailbox mailbox;
    private final ServerPool pool;
    private final Listener listener;
    private final Disposable.Swap settling = Disposables.swap();
    private @Nullable StageHome here;
    private @Nullable Mono<StageHome> placing;
    private boolean closed;

    StagePlace(String stage, Mailbox mailbox, ServerPool pool, Listener listener) {
        this.stage = stage;
        this.mailbox = mailbox;
        this.pool = pool;
        this.listener = listener;
    }

    @Nullable
    StageHome here() {
        return here;
    }

    /** Not in the mailbox. Has a place on a server when it completes. */
    Mono<StageHome> settle() {
        return mailbox.ask(this::place).flatMap(place -> place);
    }

    private Mono<StageHome> place() {
        requireOpen();
        StageHome home = here;
        if (home != null) {
            return Mono.just(home);
        }
        Mono<StageHome> underWay = placing;
        if (underWay == null) {
            underWay = pool.place(stage, this)
                    .flatMap(found -> mailbox.ask(() -> settled(found)))
                    .doOnError(failure -> mailbox.note(() -> placing = null))
                    .cache();
            placing = underWay;
        }
        return underWay;
    }

    private StageHome settled(StageHome home) {
        placing = null;
        if (closed) {
            home.close();
        }
        requireOpen();
        here = home;
        return home;
    }

    private void requireOpen() {
        if (closed) {
            throw new MediaException(Reason.GONE, "The stage has ended.");
        }
    }

    @Override
    public void homeIsLost() {
        mailbox.note(this::moved);
    }

    @Override
    public void homeIsBack() {
        mailbox.note(listener::isBack);
    }

    /** The server is gone, or is to be left. */
    private void moved() {
        StageHome lost = here;
        if (closed || lost == null || !lost.isGone()) {
            return;
        }
        log.warn("Stage {} leaves the media server {}", stage, lost.server().name());
        here = null;
        listener.left(lost);
        // At once: clients are on their way back. If it fails now, the first of them tries again.
        settling.update(place().subscribe(
                        found -> log.info(
                                "Stage {} is on the media server {} now",
                                stage,
                                found.server().name()),
                        failure -> log.warn("Stage {} finds no media server: {}", stage, failure.getMessage())));
    }

    /** With all that is there: nothing is released singly. */
    void close() {
        closed = true;
        settling.dispose();
        StageHome home = here;
        if (home != null) {
            home.close();
        }
    }
}
