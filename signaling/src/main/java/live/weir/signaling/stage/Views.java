package live.weir.signaling.stage;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionEvent.TrackShown;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ServerMessage;
import live.weir.signaling.protocol.ServerMessage.SessionQuality;
import live.weir.signaling.protocol.ServerMessage.Track;
import live.weir.signaling.protocol.ServerMessage.Tracks;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Who watches, and sees whom. Belongs to the stage's mailbox. */
final class Views {

    private static final int LEAST_VIEWS_PER_SEAT = 4;
    /** To the engine an empty choice means everybody; nobody has this name, since seats' are longer. */
    private static final PerformerId NOBODY = new PerformerId("nobody");

    private final StageFloor floor;
    private final SessionDesk desk;
    private final Set<View> views = new LinkedHashSet<>();
    private int pending;
    private int watchers;

    Views(StageFloor floor, SessionDesk desk) {
        this.floor = floor;
        this.desk = desk;
    }

    void view(@Nullable Seat seat, String client, String offer, WatchWish wish, MonoSink<View> sink) {
        open(seat, client, wish, (stage, choice) -> stage.view(offer, choice), sink);
    }

    /** Ours is the offer. */
    void offer(String client, TrackCount room, WatchWish wish, MonoSink<View> sink) {
        open(null, client, wish, (stage, choice) -> stage.offerToView(room, choice), sink);
    }

    private void open(
            @Nullable Seat seat,
            String client,
            WatchWish wish,
            BiFunction<MediaStage, ViewChoice, Mono<ViewSession>> work,
            MonoSink<View> sink) {
        floor.services.requireEngineNotBusy();
        requireRoom(seat);
        ClientShares.Share share = desk.take(client);
        ViewChoice choice = choiceOf(seat, wish);
        pending++;
        floor.undertakings.begin(
                desk.engine().flatMap(stage -> work.apply(stage, choice)),
                session -> {
                    pending--;
                    String name = seat == null ? session.id().value() : seat.nextSession();
                    viewed(new View(name, share, seat, session, wish, choice), sink);
                },
                failure -> {
                    pending--;
                    desk.refuse(share, failure, sink);
                });
    }

    private void requireRoom(@Nullable Seat seat) {
        if (views.size() + pending >= floor.limits().maxViewers()) {
            throw Refusals.overloaded("The stage has no room for another viewer.");
        }
        if (seat != null && seat.views.size() >= viewsPerSeat()) {
            throw Refusals.tooMany("You watch " + viewsPerSeat() + " times already.");
        }
    }

    /** Where a view shows one performer (see the engine's capabilities), who wants to see all of them has a view for each. */
    private int viewsPerSeat() {
        int sources = floor.limits().maxPerformers() * Source.values().length;
        int perView = floor.services.engine().capabilities().performersPerView();
        return Math.max(LEAST_VIEWS_PER_SEAT, (sources + perView - 1) / perView + 1);
    }

    private void viewed(View view, MonoSink<View> sink) {
        Seat seat = view.seat;
        if (!desk.made(view, seat, sink)) {
            return;
        }
        views.add(view);
        if (seat == null) {
            watchers++;
            desk.listener().audienceChanged();
        } else {
            seat.views.put(view.name, view);
        }
        sink.success(view);
        view.listens(floor.undertakings.listen(
                view.session.events(), event -> happened(view, event), () -> ended(view, null)));
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
            desk.listener()
                    .tell(
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
            floor.mailbox.post(() -> {
                view.tracksDue = false;
                desk.listener().tell(seat, new Tracks(view.name, List.copyOf(view.shown.values())));
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
            desk.tellEnd(seat, view.name, reason);
        }
    }

    private void remove(View view) {
        view.release();
        views.remove(view);
        Seat seat = view.seat;
        if (seat == null) {
            watchers--;
            desk.listener().audienceChanged();
        } else {
            seat.views.remove(view.name);
        }
    }

    void unsubscribe(Seat seat, String session) {
        View view = found(seat, session);
        remove(view);
        desk.close(view);
    }

    void choose(Seat seat, String session, WatchWish wish) {
        choose(found(seat, session), wish);
    }

    void choose(View view, WatchWish wish) {
        view.wish = wish;
        refresh(view);
    }

    private static View found(Seat seat, String session) {
        View view = seat.views.get(session);
        if (view == null) {
            throw Refusals.noSuchSession();
        }
        return view;
    }

    /** By WHEP. */
    int watchers() {
        return watchers;
    }

    boolean isEmpty() {
        return views.isEmpty() && pending == 0;
    }

    /** Somebody came on stage or left it. */
    void refreshAll() {
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
        floor.undertakings.beginPlain(
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
        for (Seat seat : floor.seats.performers()) {
            if (seat != viewer && (crew || seat.onStage)) {
                Stream.of(Source.values())
                        .map(seat::performer)
                        .filter(performer -> isWished(wish, seat, performer))
                        .forEach(shown::add);
            }
        }
        return new ViewChoice(shown.isEmpty() ? Set.of(NOBODY) : shown, wish.video(), wish.maxHeight());
    }

    /** By its seat or its name; or by one of its sources alone, {@code seat/source}, where a view has room for no more. */
    private static boolean isWished(WatchWish wish, Seat seat, PerformerId performer) {
        return wish.performers().isEmpty()
                || wish.performers().contains(performer.value())
                || wish.performers().contains(seat.id)
                || wish.performers().stream().anyMatch(seat.name::equalsIgnoreCase);
    }

    /** The seat goes. */
    void closeAllOf(Seat seat) {
        for (View view : List.copyOf(seat.views.values())) {
            remove(view);
            desk.close(view);
        }
    }

    /** The stage is put away, and the engine closes every session. */
    void releaseAll() {
        views.forEach(StageSession::release);
        views.clear();
    }
}
