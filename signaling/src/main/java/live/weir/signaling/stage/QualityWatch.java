package live.weir.signaling.stage;

import java.time.Duration;
import java.util.List;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.signaling.protocol.ServerMessage.PublicationQuality;
import live.weir.signaling.protocol.ServerMessage.Quality;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells performers how well their pictures arrive, as long as there are any. Belongs to the mailbox. */
final class QualityWatch {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final StageFloor floor;
    private final Publications sent;
    private final Announcer announcer;
    private @Nullable Disposable ticking;
    private boolean stopped;

    QualityWatch(StageFloor floor, Publications sent, Announcer announcer) {
        this.floor = floor;
        this.sent = sent;
        this.announcer = announcer;
    }

    void start() {
        if (ticking == null && !stopped) {
            ticking = floor.mailbox.after(EVERY, this::look);
        }
    }

    private void look() {
        ticking = null;
        List<Publication> publications = sent.all();
        if (stopped || publications.isEmpty()) {
            return;
        }
        start();
        floor.undertakings.begin(
                Flux.fromIterable(publications).flatMap(QualityWatch::measure).collectList(),
                measured -> announcer.tellCrew(
                        Frame.Kind.QUALITY,
                        new Quality(measured.stream().map(this::quality).toList())),
                failed -> {});
    }

    private record Measured(Publication publication, SessionStatistics statistics) {}

    private static Mono<Measured> measure(Publication publication) {
        return publication
                .session
                .statistics()
                .onErrorComplete()
                .map(statistics -> new Measured(publication, statistics));
    }

    private PublicationQuality quality(Measured measured) {
        QualityLook now = QualityLook.of(measured.statistics, floor.services.nowNanos());
        PublicationQuality quality =
                now.since(measured.publication.lastLook, measured.publication, measured.statistics);
        measured.publication.lastLook = now;
        return quality;
    }

    void stop() {
        stopped = true;
        Disposable timer = ticking;
        if (timer != null) {
            timer.dispose();
        }
    }
}
