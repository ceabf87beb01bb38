package live.weir.signaling.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Tells the program what its stage is like: looks, a moment after something changed, for what is different from what was
 * told last. A program that fails is told nothing more but the end of its broadcast, and the stage goes on. Belongs to the
 * mailbox.
 */
final class ProgramTeller {

    private static final Logger log = LoggerFactory.getLogger(ProgramTeller.class);
    /** Changes closer than that are told together. */
    private static final Duration TOGETHER = Duration.ofMillis(50);

    private final StageFloor floor;
    private final OnAir onAir;
    private final Announcer announcer;

    private final Map<String, Publication> attached = new LinkedHashMap<>();
    private @Nullable Broadcast broadcast;
    private StageProgram program = StageProgram.NONE;
    private @Nullable StageScene told;
    private @Nullable Disposable soon;
    private boolean failed;
    private boolean over;

    ProgramTeller(StageFloor floor, OnAir onAir, Announcer announcer) {
        this.floor = floor;
        this.onAir = onAir;
        this.announcer = announcer;
    }

    void changed() {
        if (soon == null && !over) {
            soon = floor.mailbox.after(TOGETHER, () -> {
                soon = null;
                look();
            });
        }
    }

    private void look() {
        if (over) {
            return;
        }
        Broadcast now = onAir.state().isOnAir() ? onAir.broadcast() : null;
        Broadcast before = broadcast;
        if (before != null && (now == null || !before.id().equals(now.id()))) {
            leave(StageProgram::end);
        }
        if (now != null) {
            if (broadcast == null) {
                open(now);
            }
            if (!failed) {
                carefully(this::tell);
            }
        }
    }

    private void open(Broadcast now) {
        broadcast = now;
        ProgramHouse house = floor.services.ports().programs();
        carefully(() -> program = house.open(now, () -> floor.mailbox.post(announcer::changed)));
    }

    private void tell() {
        Set<String> gone = new HashSet<>(attached.keySet());
        List<StageScene.OnStage> shown = new ArrayList<>();
        for (Seat seat : floor.seats.onStage()) {
            for (Publication publication : seat.publications.values()) {
                if (isSeen(publication)) {
                    String source = attach(publication);
                    gone.remove(source);
                    shown.add(new StageScene.OnStage(source, seat.name, publication.source, seat.audio, seat.video));
                }
            }
        }
        show(new StageScene(announcer.layout, shown, leading(shown), announcer.recordingWish));
        gone.forEach(this::detach);
    }

    /** What takes another's place is shown at once: until its first picture comes, the program keeps the last one. */
    private boolean isSeen(Publication publication) {
        return publication.visible || attached.containsKey(name(publication));
    }

    private String attach(Publication publication) {
        String source = name(publication);
        if (publication.visible && attached.put(source, publication) != publication) {
            program.attach(source, publication.session::tap);
        }
        return source;
    }

    private void detach(String source) {
        attached.remove(source);
        program.detach(source);
    }

    private void show(StageScene scene) {
        if (!scene.equals(told)) {
            told = scene;
            program.show(scene);
        }
    }

    private @Nullable String leading(List<StageScene.OnStage> shown) {
        String spotlight = camera(announcer.spotlight, shown);
        return spotlight != null ? spotlight : camera(announcer.speaker, shown);
    }

    /** A performer's, if it is shown: its camera, or else its screen. */
    private static @Nullable String camera(@Nullable String seat, List<StageScene.OnStage> shown) {
        return shown.stream()
                .map(StageScene.OnStage::source)
                .filter(source -> Seat.seatOf(source).equals(seat))
                .findFirst()
                .orElse(null);
    }

    private static String name(Publication publication) {
        return publication.seat.performer(publication.source).value();
    }

    StageProgram.@Nullable Reach reach() {
        try {
            return program.reach();
        } catch (RuntimeException broken) {
            given(broken);
            return null;
        }
    }

    boolean isRecorded() {
        try {
            return program.isRecorded();
        } catch (RuntimeException broken) {
            given(broken);
            return false;
        }
    }

    /** The stage is put away, or another node's: its program ends with the broadcast, or goes on there. */
    void stop() {
        over = true;
        if (soon != null) {
            soon.dispose();
        }
        leave(onAir.state().isOnAir() ? StageProgram::handOver : StageProgram::end);
    }

    private interface Farewell {
        void to(StageProgram program);
    }

    private void leave(Farewell farewell) {
        carefully(() -> farewell.to(program));
        program = StageProgram.NONE;
        broadcast = null;
        told = null;
        failed = false;
        attached.clear();
    }

    private void carefully(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException broken) {
            given(broken);
        }
    }

    private void given(RuntimeException broken) {
        failed = true;
        floor.meters().dropped("program");
        log.error("The program of {} failed its stage", broadcast, broken);
    }
}
