package live.weir.signaling.stage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionEvent.TrackShown;
import live.weir.bridge.engine.ViewChoice;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.SessionEnded;
import live.weir.signaling.protocol.ServerMessage.SessionQuality;
import live.weir.signaling.protocol.ServerMessage.Track;
import live.weir.signaling.protocol.ServerMessage.Tracks;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Who sends and who sees what, session by session. Belongs to the stage's mailbox. */
final class StageMedia {

    /** What a stage is told of its media. */
    interface Listener {
        void published(Publication publication);

        void visible(Publication publication);

        void unpublished(Publication publication);

        void audienceChanged();

        void tell(Seat seat, ServerMessage message);
    }

    private static final int MOST_VIEWS_PER_SEAT = 4;
    /** To the engine an empty choice means everybody; nobody has this name, since seats' are longer. */
    private static final PerformerId NOBODY = new PerformerId("nobody");

    private final StageServices services;
    private final Undertakings undertakings;
    private final Mailbox mailbox;
    private final EngineStage engineStage;
    private final Seats seats;
    private final Listener listener;
    private final Set<View> views = new LinkedHashSet<>();
    /** Of sessions that the engine has not made yet. */
    private final Set<ClientShares.Share> making = new LinkedHashSet<>();

    private int pendingViews;
    private int watchers;
    private boolean over;

    StageMedia(
            StageServices services,
            Mailbox mailbox,
            Undertakings undertakings,
            EngineStage engineStage,
            Seats seats,
            Listener listener) {
        this.services = services;
        this.mailbox = mailbox;
        this.undertakings = undertakings;
        this.engineStage = engineStage;
        this.seats = seats;
        this.listener = listener;
    }

    // Publishing.

    void publish(Seat seat, Source source, String offer, MonoSink<Publication> sink) {
        services.requireEngineNotBusy();
        ClientShares.Share share = takeShare(seat.client);
        Mono<PublishSession> publishing =
                engineStage.open().flatMap(stage -> stage.publish(seat.performer(source), offer));
        undertakings.begin(
                publishing,
                session -> published(
                        new Publication(seat.nextSession(), share, seat, source, session, services.nowNanos()), sink),
                failure -> refuse(share, failure, sink));
    }

    private ClientShares.Share takeShare(String client) {
        ClientShares.Share share = services.shares().take(client);
        making.add(share);
        return share;
    }

    private void refuse(ClientShares.Share share, Throwable failure, MonoSink<?> sink) {
        making.remove(share);
        share.giveBack();
        sink.error(Refusals.of(failure));
    }

    private void published(Publication publication, MonoSink<Publication> sink) {
        making.remove(publication.share);
        if (over || publication.seat.left) {
            abandon(publication);
            sink.error(Refusals.conflict("The seat is gone."));
            return;
        }
        Publication former = publication.seat.publications.put(publication.source, publication);
        if (former != null) {
            former.release();
        }
        sink.success(publication);
        publication.listens(undertakings.listen(
                publication.session.events(), event -> happened(publication, event), () -> ended(publication, null)));
        listener.published(publication);
        refreshChoices();
    }

    private void happened(Publication publication, SessionEvent event) {
        if (publication.over) {
            return;
        }
        if (event instanceof SessionEvent.FirstKeyframe picture) {
            publication.width = picture.width();
            publication.height = picture.height();
            becameVisible(publication);
        } else if (event instanceof SessionEvent.QualityChanged changed) {
            publication.width = changed.quality().width();
            publication.height = changed.quality().height();
        } else if (event instanceof SessionEvent.MediaFlowing flowing
                && flowing.kind() == MediaKind.AUDIO
                && !publication.hasPicture()) {
            becameVisible(publication);
        } else if (event instanceof SessionEvent.Closed closed) {
            ended(publication, closed.reason());
        }
    }

    private void becameVisible(Publication publication) {
        if (!publication.visible) {
            publication.visible = true;
            listener.visible(publication);
        }
    }

    private void ended(Publication publication, @Nullable CloseReason reason) {
        if (publication.over) {
            return;
        }
        publication.release();
        publication.seat.publications.remove(publication.source, publication);
        tellEnd(publication.seat, publication.name, reason);
        listener.unpublished(publication);
    }

    void unpublish(Seat seat, Source source) {
        Publication publication = seat.publications.remove(source);
        if (publication == null) {
            throw Refusals.notFound("You publish nothing like that.");
        }
        abandon(publication);
        listener.unpublished(publication);
    }

    boolean isAnythingOnStage() {
        return seats.onStage().stream().anyMatch(seat -> !seat.publications.isEmpty());
    }

    @Nullable
    Publication visibleOnStage() {
        return seats.onStage().stream()
                .flatMap(seat -> seat.publications.values().stream())
                .filter(publication -> publication.visible)
                .findFirst()
                .orElse(null);
    }

    List<Publication> publications() {
        List<Publication> all = new ArrayList<>();
        seats.performers().forEach(seat -> all.addAll(seat.publications.values()));
        return all;
    }

    // Watching.

    void view(@Nullable Seat seat, String client, String offer, WatchWish wish, MonoSink<View> sink) {
        services.requireEngineNotBusy();
        if (views.size() + pendingViews >= services.limits().maxViewers()) {
            throw Refusals.overloaded("The stage has no room for another viewer.");
        }
        if (seat != null && seat.views.size() >= MOST_VIEWS_PER_SEAT) {
            throw Refusals.tooMany("You watch " + MOST_VIEWS_PER_SEAT + " times already.");
        }
        ClientShares.Share share = takeShare(client);
        ViewChoice choice = choiceOf(seat, wish);
        pendingViews++;
        undertakings.begin(
                engineStage.open().flatMap(stage -> stage.view(offer, choice)),
                session -> {
                    pendingViews--;
                    String name = seat == null ? session.id().value() : seat.nextSession();
                    viewed(new View(name, share, seat, session, wish, choice), sink);
                },
                failure -> {
                    pendingViews--;
                    refuse(share, failure, sink);
                });
    }

    private void viewed(View view, MonoSink<View> sink) {
        making.remove(view.share);
        Seat seat = view.seat;
        if (over || (seat != null && seat.left)) {
            abandon(view);
            sink.error(Refusals.conflict("The seat is gone."));
            return;
        }
        views.add(view);
        if (seat == null) {
            watchers++;
            listener.audienceChanged();
        } else {
            seat.views.put(view.name, view);
        }
        sink.success(view);
        view.listens(
                undertakings.listen(view.session.events(), event -> happened(view, event), () -> ended(view, null)));
        refresh(view);
    }

    private void happened(View view, SessionEvent event) {
        if (view.over) {
            return;
        }
        Seat seat = view.seat;
        if (event instanceof SessionEvent.Closed closed) {
            ended(view, closed.reason());
        } else if (seat != null && event instanceof TrackShown shown) {
            show(seat, view, shown);
        } else if (seat != null && event instanceof SessionEvent.QualityChanged changed) {
            SessionEvent.Quality quality = changed.quality();
            listener.tell(
                    seat,
                    new SessionQuality(
                            view.name,
                            Seat.seatOf(quality.performer()),
                            Seat.sourceOf(quality.performer()),
                            quality.width(),
                            quality.height(),
                            quality.bitrate()));
        }
    }

    private void show(Seat seat, View view, TrackShown shown) {
        PerformerId performer = shown.performer();
        view.shown.put(
                shown.mid(),
                new Track(
                        shown.mid(),
                        ServerMessage.Kind.valueOf(shown.kind().name()),
                        performer == null ? null : Seat.seatOf(performer.value()),
                        performer == null ? null : Seat.sourceOf(performer.value())));
        if (!view.tracksDue) {
            view.tracksDue = true; // what changes together is told together
            mailbox.post(() -> {
                view.tracksDue = false;
                listener.tell(seat, new Tracks(view.name, List.copyOf(view.shown.values())));
            });
        }
    }

    private void ended(View view, @Nullable CloseReason reason) {
        if (view.over) {
            return;
        }
        remove(view);
        Seat seat = view.seat;
        if (seat != null) {
            tellEnd(seat, view.name, reason);
        }
    }

    private void remove(View view) {
        view.release();
        views.remove(view);
        Seat seat = view.seat;
        if (seat == null) {
            watchers--;
            listener.audienceChanged();
        } else {
            seat.views.remove(view.name);
        }
    }

    private void tellEnd(Seat seat, String session, @Nullable CloseReason reason) {
        CloseReason why = reason == null ? CloseReason.ENGINE_FAILED : reason;
        String word = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        listener.tell(seat, new SessionEnded(session, word, why != CloseReason.HANDSHAKE_FAILED));
    }

    void unsubscribe(Seat seat, String session) {
        View view = seat.views.get(session);
        if (view == null) {
            throw noSuchSession();
        }
        remove(view);
        close(view);
    }

    void choose(Seat seat, String session, WatchWish wish) {
        View view = seat.views.get(session);
        if (view == null) {
            throw noSuchSession();
        }
        choose(view, wish);
    }

    void choose(View view, WatchWish wish) {
        view.wish = wish;
        refresh(view);
    }

    OpenSession session(Seat seat, String session) {
        OpenSession open = seat.session(session);
        if (open == null) {
            throw noSuchSession();
        }
        return open;
    }

    private static StageRefused noSuchSession() {
        return Refusals.notFound("You have no such session.");
    }

    /** By WHEP. */
    int watchers() {
        return watchers;
    }

    boolean isEmpty() {
        return views.isEmpty() && pendingViews == 0;
    }

    // Who sees whom.

    /** Somebody came on stage or left it. */
    void refreshChoices() {
        views.forEach(this::refresh);
    }

    /** The engine is told the newest once it has done the one before. */
    private void refresh(View view) {
        ViewChoice wanted = choiceOf(view.seat, view.wish);
        if (view.over || view.telling || wanted.equals(view.told)) {
            return;
        }
        view.telling = true;
        view.told = wanted;
        undertakings.beginPlain(
                view.session.choose(wanted),
                () -> {
                    view.telling = false;
                    refresh(view);
                },
                failed -> view.telling = false);
    }

    private ViewChoice choiceOf(@Nullable Seat viewer, WatchWish wish) {
        boolean crew = viewer != null && viewer.performs();
        Set<PerformerId> shown = new HashSet<>();
        for (Seat seat : seats.performers()) {
            if (seat != viewer && (crew || seat.onStage) && isWished(wish, seat)) {
                for (Source source : Source.values()) {
                    shown.add(seat.performer(source));
                }
            }
        }
        return new ViewChoice(shown.isEmpty() ? Set.of(NOBODY) : shown, wish.video(), wish.maxHeight());
    }

    private static boolean isWished(WatchWish wish, Seat seat) {
        return wish.performers().isEmpty()
                || wish.performers().contains(seat.id)
                || wish.performers().stream().anyMatch(seat.name::equalsIgnoreCase);
    }

    // Ending.

    /** Everything of a seat that goes. */
    void closeAll(Seat seat) {
        for (Publication publication : List.copyOf(seat.publications.values())) {
            seat.publications.remove(publication.source);
            abandon(publication);
            listener.unpublished(publication);
        }
        for (View view : List.copyOf(seat.views.values())) {
            remove(view);
            close(view);
        }
    }

    private void abandon(OpenSession session) {
        session.release();
        close(session);
    }

    private void close(OpenSession session) {
        undertakings.beginPlain(session.media().close(), () -> {}, failed -> {});
    }

    /** The stage is put away: every session with it. */
    Mono<Void> end() {
        over = true;
        publications().forEach(OpenSession::release);
        views.forEach(OpenSession::release);
        views.clear();
        making.forEach(ClientShares.Share::giveBack);
        return engineStage.close();
    }

    long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(services.nowNanos() - nanos);
    }

    EngineStage engineStage() {
        return engineStage;
    }
}
