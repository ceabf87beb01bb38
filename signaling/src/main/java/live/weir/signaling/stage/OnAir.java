package live.weir.signaling.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.BroadcastBook.Cause;
import live.weir.signaling.stage.Remembered.OnTheAir;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Whether a stage is on air: its {@link StageState}, the broadcast, its counts and its book. Belongs to the mailbox. */
final class OnAir {

    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final StageFloor floor;
    private final Set<BookKeeper> keepers;
    private final BiConsumer<StageState, StageState> whenMoved;
    private Supplier<BookKeeper.Telling> telling = () -> new BookKeeper.Telling(0, 0, 0, List.of());

    private StageState state = StageState.IDLE;
    private @Nullable Broadcast broadcast;
    private @Nullable BookKeeper keeper;
    private @Nullable Disposable patience;
    private @Nullable Disposable ticking;
    private boolean inherited;
    private int peak;
    private long total;

    OnAir(StageFloor floor, Set<BookKeeper> keepers, BiConsumer<StageState, StageState> whenMoved) {
        this.floor = floor;
        this.keepers = keepers;
        this.whenMoved = whenMoved;
    }

    void tells(Supplier<BookKeeper.Telling> newest) {
        telling = newest;
    }

    StageState state() {
        return state;
    }

    @Nullable
    Broadcast broadcast() {
        return broadcast;
    }

    int peak() {
        return peak;
    }

    long total() {
        return total;
    }

    /** What was on air on another node goes on, if its performers come in time. */
    void recall(StageState remembered, @Nullable OnTheAir before) {
        if (before == null) {
            return;
        }
        broadcast = new Broadcast(
                UUID.fromString(before.id()),
                floor.channel,
                floor.lease,
                Instant.ofEpochMilli(before.startedAtMillis()));
        peak = before.peak();
        total = before.total();
        if (remembered.isOnAir()) {
            inherited = true;
            state = StageState.GRACE;
            keeper = newKeeper();
            keeper.begin(); // again: whoever wrote it first was an earlier owner, if it was written at all
            startGrace();
            startTelling();
        } else if (remembered == StageState.ENDED) {
            state = StageState.ENDED;
        }
    }

    /** Somebody asked for it; asking again changes nothing. */
    void goLive() {
        if (state == StageState.IDLE || state == StageState.ENDED) {
            broadcast = null;
            moveTo(StageState.OPENING);
            patience = floor.mailbox.after(floor.limits().openingPatience(), () -> {
                if (state == StageState.OPENING) {
                    moveTo(StageState.IDLE);
                }
            });
        }
    }

    /** There is a picture on stage. */
    void picture(int viewers, Duration sincePublish) {
        if (state == StageState.OPENING) {
            begin(viewers);
            floor.meters().wentLive(sincePublish);
        } else if (state == StageState.GRACE) {
            inherited = false;
            moveTo(StageState.LIVE);
        }
    }

    private void begin(int viewers) {
        Instant now = floor.now();
        broadcast = new Broadcast(Secrets.newBroadcastId(now), floor.channel, floor.lease, now);
        peak = viewers;
        total = viewers;
        inherited = false;
        keeper = newKeeper();
        keeper.begin();
        moveTo(StageState.LIVE);
        startTelling();
    }

    private BookKeeper newKeeper() {
        keepers.removeIf(BookKeeper::isOver);
        BookKeeper made = new BookKeeper(
                floor.services.ports().book(), Objects.requireNonNull(broadcast), floor.mailbox, floor.meters());
        keepers.add(made);
        return made;
    }

    /** Nobody on stage sends anything. */
    void nobodyOnStage() {
        if (state == StageState.LIVE) {
            moveTo(StageState.GRACE);
            startGrace();
        }
    }

    private void startGrace() {
        patience = floor.mailbox.after(floor.limits().grace(), () -> {
            if (state == StageState.GRACE) {
                end(inherited ? Cause.NODE_LOST : Cause.GRACE_OVER);
            }
        });
    }

    /** @return whether there was something to end */
    boolean end(Cause cause) {
        BookKeeper open = keeper;
        if (state == StageState.OPENING) {
            moveTo(StageState.IDLE);
            return true;
        }
        if (!state.isOnAir() || open == null) {
            return false;
        }
        open.tell(telling.get());
        open.end(floor.now(), cause);
        keeper = null;
        moveTo(StageState.ENDED);
        return true;
    }

    private void moveTo(StageState next) {
        StageState before = state;
        state = state.to(next);
        stop(patience);
        patience = null;
        if (!next.isOnAir()) {
            stop(ticking);
            ticking = null;
        }
        whenMoved.accept(before, next);
    }

    void newViewer() {
        if (state.isOnAir()) {
            total++;
        }
    }

    void viewers(int now) {
        if (state.isOnAir()) {
            peak = Math.max(peak, now);
        }
    }

    /** Performers came or went: the book is told at once. */
    void tellNow() {
        BookKeeper open = keeper;
        if (open != null) {
            open.tell(telling.get());
        }
    }

    private void startTelling() {
        ticking = floor.mailbox.after(TELL_EVERY, () -> {
            if (state.isOnAir()) {
                tellNow();
                startTelling();
            }
        });
    }

    /** The stage is put away; what the book has yet to be told is told all the same. */
    void stopTimers() {
        stop(patience);
        stop(ticking);
    }

    private static void stop(@Nullable Disposable timer) {
        if (timer != null) {
            timer.dispose();
        }
    }
}
