package live.weir.signaling.stage;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import live.weir.bridge.engine.StageEvent;
import reactor.core.publisher.Mono;

/**
 * What is on air, and who has to know when something of it changes: the audiences, the program, the book, the memory. Belongs to the stage's
 * mailbox.
 */
final class Show {

    /** Versions only grow, on the next owner too, as long as no stage changes a million times. */
    private static final long VERSIONS_PER_EPOCH = 1_000_000;

    final OnAir onAir;
    final Announcer announcer;
    final ProgramTeller program;
    private final StageFloor floor;
    private final Publications publications;
    private final Views views;
    private final QualityWatch quality;
    private final MemoryKeeper memory;
    private final Set<BookKeeper> keepers = new HashSet<>();
    /** Read on any thread. */
    private volatile int audience;

    Show(StageFloor floor, Publications publications, Views views, BiConsumer<StageState, StageState> whenMoved) {
        this.floor = floor;
        this.publications = publications;
        this.views = views;
        onAir = new OnAir(floor, keepers, whenMoved);
        announcer = new Announcer(floor, onAir, this::viewers, floor.lease.epoch() * VERSIONS_PER_EPOCH);
        program = new ProgramTeller(floor, onAir, announcer);
        announcer.tellsToo(program);
        quality = new QualityWatch(floor, publications, announcer);
        memory = new MemoryKeeper(floor.mailbox, () -> floor.keep(memorize()));
        onAir.tells(this::figures);
    }

    void restore(Remembered remembered) {
        Recollection.restore(remembered, floor.seats, floor.invitations, announcer, onAir, floor.now());
        program.changed();
    }

    private Remembered memorize() {
        return Recollection.of(floor.seats, floor.invitations, announcer, onAir);
    }

    /** What the book is told now and then, the memory is told too: the next owner counts on from there. */
    private BookKeeper.Telling figures() {
        memory.changed();
        return Recollection.telling(floor.seats, onAir, viewers(), floor.now());
    }

    private int viewers() {
        return floor.seats.watching() + views.watchers();
    }

    void changed() {
        announcer.changed();
        memory.changed();
    }

    /** What others are told of a seat that changed. */
    void seatChanged(Seat seat) {
        countAudience();
        if (seat.performs()) {
            changed();
        } else {
            announcer.countChanged();
        }
    }

    void audienceChanged() {
        countAudience();
        announcer.countChanged();
    }

    private void countAudience() {
        audience = viewers();
        onAir.viewers(audience);
    }

    /** How many viewers there are. On any thread. */
    int audience() {
        return audience;
    }

    /** Somebody came on stage or left it. */
    void castChanged() {
        views.refreshAll();
        onAir.tellNow();
    }

    void watchQuality() {
        quality.start();
    }

    /** Goes live, or on, if there is something to be seen on stage. */
    void checkPicture() {
        Publication visible = publications.visibleOnStage();
        if (visible != null) {
            onAir.picture(viewers(), publications.age(visible));
        }
    }

    /** Somebody left the stage, or sends no more. */
    void checkStage() {
        if (!publications.isAnythingOnStage()) {
            onAir.nobodyOnStage();
        }
    }

    void heard(StageEvent event) {
        if (event instanceof StageEvent.SpeakerChanged changed) {
            announcer.speaker = Seat.seatOf(changed.performer().value());
            announcer.changed();
        }
    }

    /** Nothing of it goes on, or may be needed in a moment. */
    boolean isOver() {
        return !onAir.state().isOnAir() && onAir.state() != StageState.OPENING;
    }

    /** No more by itself; what the book has yet to be told is told all the same. */
    void stopTimers() {
        onAir.stopTimers();
        announcer.stopTimers();
        program.stop();
        quality.stop();
        memory.stop();
    }

    /** After {@link #stopTimers}: how it stands is what the next owner finds. */
    Mono<Void> keepMemory() {
        return floor.keep(memorize());
    }

    /** Another node writes from here on. */
    void closeBooks() {
        keepers.forEach(BookKeeper::stop);
    }
}
