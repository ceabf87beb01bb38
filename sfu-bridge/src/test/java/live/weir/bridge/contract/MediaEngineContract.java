package live.weir.bridge.contract;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublicationDescription;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.SessionStatistics.TrackStatistics;
import live.weir.bridge.engine.StageEvent;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.peer.LinkConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What every engine does. It is opened anew for each test, and reached over the loopback interface. */
public abstract class MediaEngineContract {

    private static final int SOME = 60;
    private static final double LIPS_MILLIS = 20;

    private MediaEngine engine;
    private Theatre theatre;

    /**
     * @param connect how long a client may take to connect
     * @param consent how long it may then be silent
     */
    protected abstract MediaEngine open(Duration connect, Duration consent);

    @BeforeEach
    void openEngine() {
        engine = open(Duration.ofSeconds(10), Duration.ofSeconds(3));
        theatre = new Theatre(engine);
    }

    @AfterEach
    void closeEngine() {
        theatre.close();
        done(engine.close());
    }

    // What is published is seen.

    @Test
    void a_viewer_gets_voice_and_picture_unchanged_and_in_unbroken_rows() throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        performer.play();

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(4 * SOME));
        eventually(() -> assertThat(watcher.voice(0).count()).isGreaterThan(2 * SOME));
        requireUnbroken(watcher.picture(0));
        requireUnbroken(watcher.voice(0));
        requireSerialsInOrder(watcher.picture(0).packets());
        requireSerialsInOrder(watcher.voice(0).packets());
    }

    @Test
    void everybody_sees_everybody() throws Exception {
        assumeTrue(engine.capabilities().performersPerView() >= 3, "a view shows fewer performers");
        List<Performer> performers = List.of(Performer.single(), Performer.single(), Performer.single());
        List<Watcher> watchers = List.of(new Watcher(3, 3), new Watcher(3, 3), new Watcher(3, 3), new Watcher(3, 3));
        for (Performer performer : performers) {
            theatre.publish("performer-" + performer.number(), performer.play());
        }
        watchers.forEach(theatre::watch);

        for (Watcher watcher : watchers) {
            eventually(() -> assertThat(shown(watcher)).hasSize(3));
            eventually(() -> assertThat(watcher.tracks()).allMatch(track -> track.count() > SOME));
            watcher.tracks().forEach(MediaEngineContract::requireUnbroken);
        }
    }

    @Test
    void a_viewer_with_less_room_sees_as_many_as_it_has_room_for() throws Exception {
        assumeTrue(engine.capabilities().performersPerView() >= 2, "a view shows fewer performers");
        theatre.publish("ada", Performer.single().play());
        theatre.publish("ben", Performer.single().play());
        theatre.publish("cem", Performer.single().play());
        Watcher watcher = new Watcher(2, 1);
        theatre.watch(watcher);

        eventually(() -> assertThat(watcher.tracks()).allMatch(track -> track.count() > SOME));
        assertThat(watcher.tracks()).hasSize(3);
        watcher.tracks().forEach(track -> assertThat(performersIn(track)).hasSize(1));
    }

    @Test
    void a_viewer_who_chose_one_performer_gets_nobody_else() throws Exception {
        Performer ada = Performer.single();
        Performer ben = Performer.single();
        theatre.publish("ada", ada.play());
        theatre.publish("ben", ben.play());
        Watcher watcher = new Watcher(2, 2);
        theatre.watch(watcher, only("ben"));

        eventually(() -> assertThat(watcher.picture(0).countOf(ben)).isGreaterThan(SOME));
        assertThat(shown(watcher)).containsExactly(ben.number());
    }

    @Test
    void a_viewer_who_wants_no_pictures_gets_voices_only() throws Exception {
        theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher, new ViewChoice(Set.of(), false, 0));

        eventually(() -> assertThat(watcher.voice(0).count()).isGreaterThan(SOME));
        assertThat(watcher.picture(0).count()).isZero();
    }

    @Test
    void a_change_of_choice_takes_effect_in_the_rows_that_are_there() throws Exception {
        Performer ada = Performer.single();
        Performer ben = Performer.single();
        theatre.publish("ada", ada.play());
        theatre.publish("ben", ben.play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession session = theatre.watch(watcher, only("ada"));
        eventually(() -> assertThat(watcher.picture(0).countOf(ada)).isGreaterThan(SOME));
        String before = session.localDescription();

        done(session.choose(only("ben")));

        assertThat(session.choice()).isEqualTo(only("ben"));
        eventually(() -> assertThat(watcher.picture(0).countOf(ben)).isGreaterThan(SOME));
        eventually(() -> assertThat(watcher.voice(0).countOf(ben)).isGreaterThan(SOME));
        requireUnbroken(watcher.picture(0));
        requireUnbroken(watcher.voice(0));
        requireTimeGoesOn(watcher.picture(0), 90_000);
        requireKeyframeAtEachChange(watcher.picture(0));
        assertThat(session.localDescription()).isEqualTo(before);
    }

    @Test
    void a_viewer_is_told_whom_each_of_its_rows_shows() throws Exception {
        PublishSession ada = theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession session = theatre.watch(watcher);
        Heard<SessionEvent> events = new Heard<>(session.events());

        eventually(() -> assertThat(events.all(SessionEvent.TrackShown.class))
                .extracting(SessionEvent.TrackShown::kind, SessionEvent.TrackShown::performer)
                .containsExactlyInAnyOrder(
                        tuple(MediaKind.AUDIO, new PerformerId("ada")),
                        tuple(MediaKind.VIDEO, new PerformerId("ada"))));
        done(ada.close());

        eventually(() -> assertThat(events.all(SessionEvent.TrackShown.class))
                .filteredOn(shown -> shown.performer() == null)
                .extracting(SessionEvent.TrackShown::kind)
                .containsExactlyInAnyOrder(MediaKind.AUDIO, MediaKind.VIDEO));
        assertThat(events.all(SessionEvent.TrackShown.class))
                .extracting(SessionEvent.TrackShown::mid)
                .allMatch(mid -> session.localDescription().contains("a=mid:" + mid));
    }

    @Test
    void a_late_joiner_is_shown_a_keyframe_first() throws Exception {
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        Watcher first = new Watcher(1, 1);
        theatre.watch(first);
        eventually(() -> assertThat(first.picture(0).count()).isGreaterThan(SOME));

        for (int i = 0; i < 3; i++) {
            Watcher late = new Watcher(1, 1);
            theatre.watch(late);
            eventually(() -> assertThat(late.picture(0).count()).isGreaterThan(SOME));
            assertThat(late.picture(0).packets().get(0).content().keyframe()).isTrue();
            requireUnbroken(late.picture(0));
        }
    }

    @Test
    void what_many_viewers_ask_for_at_once_the_performer_is_asked_for_once() throws Exception {
        Performer performer = Performer.single();
        PublishSession publishing = theatre.publish("ada", performer.play());
        List<Watcher> watchers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            watchers.add(new Watcher(1, 1));
            theatre.watch(watchers.get(i));
        }
        eventually(() ->
                assertThat(watchers).allMatch(watcher -> watcher.picture(0).count() > SOME));
        int before = performer.keyframeRequests();
        int keyframes = keyframes(watchers.get(0));

        for (int i = 0; i < 20; i++) {
            watchers.forEach(Watcher::askForKeyframe);
        }

        AtomicInteger askedAt = new AtomicInteger(performer.picture(0).pictures());
        eventually(() -> {
            if (performer.picture(0).pictures() > askedAt.get() + 10) { // once more after a while, as players do
                askedAt.set(performer.picture(0).pictures());
                watchers.forEach(Watcher::askForKeyframe);
                if (!engine.capabilities().looksIntoPackets()) { // then it is for whoever knows the stage to ask
                    publishing.requestKeyframe();
                }
            }
            assertThat(keyframes(watchers.get(0))).isGreaterThan(keyframes);
        });
        int pictures = performer.picture(0).pictures();
        eventually(() -> assertThat(performer.picture(0).pictures()).isGreaterThan(pictures + 30));
        assertThat(performer.keyframeRequests() - before).isBetween(1, 3);
    }

    // What is lost comes again.

    @Test
    void what_a_performer_loses_on_its_way_is_asked_for_and_every_viewer_sees_it() throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1).withoutRepair();
        theatre.watch(watcher);
        performer.impair(new LinkConditions(0.05, 0, 0, Duration.ZERO, 17));
        performer.play();

        // The viewer's own socket may lose some when its thread is held up; in so long a row the performer lost a
        // dozen.
        eventually(() -> assertThat(watcher.picture(0).longestRow()).isGreaterThan(350));
        assertThat(performer.nacks()).isPositive();
    }

    @Test
    void what_a_viewer_loses_on_its_way_is_sent_again() throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        watcher.impair(new LinkConditions(0.05, 0, 0, Duration.ZERO, 18));
        performer.play();

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(400));
        eventually(() -> assertThat(watcher.picture(0).gaps()).isZero());
        assertThat(watcher.picture(0).again()).isPositive();
        requireSerialsInOrder(watcher.picture(0).packets());
    }

    @Test
    void with_a_tenth_lost_on_every_way_voice_and_picture_go_on() throws Exception {
        Performer performer = Performer.single().hurry();
        PublishSession publishing = theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        ViewSession watching = theatre.watch(watcher);
        performer.impair(new LinkConditions(0.1, 0, 0, Duration.ZERO, 21));
        watcher.impair(new LinkConditions(0.1, 0, 0, Duration.ZERO, 22));
        performer.play();

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(300));
        eventually(() -> assertThat(watcher.voice(0).count()).isGreaterThan(SOME));
        // A server in between that could not repair a picture in its own time shows nothing until the next keyframe.
        assertThat(shareSeen(watcher.picture(0)))
                .isGreaterThan(engine.capabilities().looksIntoPackets() ? 0.9 : 0.1);
        assertThat(List.of(publishing.state(), watching.state())).containsOnly(SessionState.FLOWING);
    }

    /** Of all packets of pictures that were sent between the first and the newest that came. */
    private static double shareSeen(SeenTrack track) {
        IntSummaryStatistics serials = track.packets().stream()
                .mapToInt(seen -> seen.content().serial())
                .distinct()
                .summaryStatistics();
        return serials.getCount() / (1.0 + serials.getMax() - serials.getMin());
    }

    @Test
    void one_silent_track_does_not_silence_the_other() throws Exception {
        Performer performer = Performer.single();
        performer.picture(0).mute(true);
        PublishSession session = theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        Heard<SessionEvent> events = new Heard<>(session.events());
        eventually(() -> assertThat(watcher.voice(0).count()).isGreaterThan(SOME));
        assertThat(watcher.picture(0).count()).isZero();
        assertThat(events.all(SessionEvent.MediaFlowing.class))
                .containsExactly(new SessionEvent.MediaFlowing(MediaKind.AUDIO));

        performer.voice().mute(true);
        performer.picture(0).mute(false);

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));
        assertThat(watcher.picture(0).packets().get(0).content().keyframe()).isTrue();
        eventually(() -> assertThat(events.all(SessionEvent.MediaFlowing.class))
                .contains(new SessionEvent.MediaFlowing(MediaKind.VIDEO)));
        assertThat(session.state()).isEqualTo(SessionState.FLOWING);
    }

    @Test
    void a_performer_who_changes_the_size_of_its_pictures_is_seen_on() throws Exception {
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).height()).isEqualTo(720));

        performer.resize(360);

        eventually(() -> assertThat(watcher.picture(0).height()).isEqualTo(360));
        requireGoesOn(watcher, performer);
        requireUnbroken(watcher.picture(0));
    }

    // Time.

    @Test
    void a_performer_whose_clock_jumps_is_seen_and_heard_as_before() throws Exception {
        Performer performer = Performer.single();
        PublishSession session = theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).report()).isNotNull());
        try (Tap tap = now(session.tap(TapSettings.defaults()))) {
            TapLog log = new TapLog(tap);

            performer.setClock(Duration.ofHours(-3));

            int pictures = watcher.picture(0).count();
            int voices = watcher.voice(0).count();
            eventually(() -> {
                log.drain();
                assertThat(watcher.picture(0).count()).isGreaterThan(pictures + 2 * SOME);
                assertThat(watcher.voice(0).count()).isGreaterThan(voices + SOME);
                assertThat(log.packets()).isGreaterThan(2 * SOME);
            });
        }
        requireUnbroken(watcher.picture(0));
        requireUnbroken(watcher.voice(0));
        requireTimeGoesOn(watcher.picture(0), 90_000);
        requireTimeGoesOn(watcher.voice(0), 48_000);
    }

    @Test
    void voice_and_picture_stay_together_by_the_sender_reports() throws Exception {
        assumeTrue(engine.capabilities().looksIntoPackets(), "the engine does not know what its server reports");
        theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.voice(0).report()).isNotNull());
        eventually(() -> assertThat(watcher.picture(0).report()).isNotNull());
        eventually(() -> assertThat(watcher.voice(0).count()).isGreaterThan(2 * SOME));

        double apart = offset(watcher.voice(0), 48_000) - offset(watcher.picture(0), 90_000);
        assertThat(apart / 1e6).isCloseTo(0, within(LIPS_MILLIS));
    }

    private static double offset(SeenTrack track, int clockRate) {
        Seen newest = Objects.requireNonNull(track.newest());
        return SeenTrack.nanosOf(Objects.requireNonNull(track.report()), newest, clockRate)
                - newest.content().capturedNanos();
    }

    // Coming and going.

    @Test
    void when_a_performer_leaves_the_others_stay() throws Exception {
        Heard<StageEvent> events = new Heard<>(theatre.stage().events());
        Performer ada = Performer.single();
        Performer ben = Performer.single();
        PublishSession leaving = theatre.publish("ada", ada.play());
        theatre.publish("ben", ben.play());
        List<Watcher> watchers = watchAdaAndBen();
        eventually(() -> assertThat(shown(watchers)).hasSize(2));

        ada.close();

        eventually(() -> assertThat(ended(events)).hasSize(1));
        StageEvent.PublicationEnded end = ended(events).get(0);
        assertThat(end.reason()).isEqualTo(CloseReason.LEFT);
        assertThat(end.publication().session()).isEqualTo(leaving.id());
        assertThat(leaving.state()).isEqualTo(SessionState.CLOSED);
        assertThat(performers()).containsExactly("ben");
        requireGoesOn(watchers.get(watchers.size() - 1), ben);
    }

    @Test
    void who_publishes_anew_replaces_what_it_published_before() throws Exception {
        Heard<StageEvent> events = new Heard<>(theatre.stage().events());
        PublishSession before = theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));
        Performer anew = Performer.single();

        theatre.publish("ada", anew.play());

        eventually(() -> assertThat(watcher.picture(0).countOf(anew)).isGreaterThan(SOME));
        requireUnbroken(watcher.picture(0));
        requireTimeGoesOn(watcher.picture(0), 90_000);
        requireKeyframeAtEachChange(watcher.picture(0));
        assertThat(before.state()).isEqualTo(SessionState.CLOSED);
        assertThat(ended(events))
                .extracting(StageEvent.PublicationEnded::reason)
                .containsExactly(CloseReason.REPLACED);
        assertThat(performers()).containsExactly("ada");
    }

    @Test
    void a_performer_who_falls_silent_is_given_up() throws Exception {
        Heard<StageEvent> events = new Heard<>(theatre.stage().events());
        Performer ada = Performer.single();
        Performer ben = Performer.single();
        theatre.publish("ada", ada.play());
        theatre.publish("ben", ben.play());
        List<Watcher> watchers = watchAdaAndBen();
        eventually(() -> assertThat(shown(watchers)).hasSize(2));

        ada.vanish();

        eventually(() -> assertThat(ended(events))
                .extracting(StageEvent.PublicationEnded::reason)
                .containsExactly(CloseReason.CONSENT_LOST));
        requireGoesOn(watchers.get(watchers.size() - 1), ben);
    }

    @Test
    void a_viewer_who_falls_silent_is_given_up() throws Exception {
        theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession session = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));
        Heard<SessionEvent> events = new Heard<>(session.events());

        watcher.vanish();

        eventually(() -> assertThat(events.all()).contains(new SessionEvent.Closed(CloseReason.CONSENT_LOST)));
        eventually(() -> assertThat(engine.load().viewers()).isZero());
    }

    @Test
    void who_never_connects_is_given_up() throws Exception {
        MediaEngine hasty = open(Duration.ofMillis(500), Duration.ofSeconds(3));
        try {
            MediaStage stage = now(hasty.openStage(new StageId("hasty"), StagePolicy.defaults()));
            List<MediaSession> sessions = List.of(
                    now(stage.publish(new PerformerId("ada"), Performer.single().offer())),
                    now(stage.view(new Watcher(1, 1).offer(), ViewChoice.everything())));
            for (MediaSession session : sessions) {
                Heard<SessionEvent> events = new Heard<>(session.events());
                eventually(() ->
                        assertThat(events.all()).containsExactly(new SessionEvent.Closed(CloseReason.CONNECT_TIMEOUT)));
            }
        } finally {
            done(hasty.close());
        }
    }

    @Test
    void who_shows_another_certificate_than_it_announced_is_refused() throws Exception {
        assumeTrue(engine.capabilities().checksFingerprints(), "the engine does not look at fingerprints");
        Performer performer = Performer.single();
        String offer = performer.offer().replaceAll("(a=fingerprint:sha-256 )..:..", "$100:00");
        PublishSession session = now(theatre.stage().publish(new PerformerId("ada"), offer));
        Heard<SessionEvent> events = new Heard<>(session.events());

        theatre.add(performer).begin(session.localDescription(), false);

        eventually(
                () -> assertThat(events.all()).containsExactly(new SessionEvent.Closed(CloseReason.HANDSHAKE_FAILED)));
    }

    @Test
    void a_client_that_reaches_the_server_late_is_waited_for() throws Exception {
        Performer performer = Performer.single();
        PublishSession session = now(theatre.stage().publish(new PerformerId("ada"), performer.offer()));
        performer.impair(new LinkConditions(1, 0, 0, Duration.ZERO, 23));
        theatre.add(performer).begin(session.localDescription(), false);
        eventually(() -> assertThat(performer.peer().sentChecks()).isGreaterThan(40));
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);

        performer.impair(LinkConditions.perfect());

        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.CONNECTED));
    }

    @Test
    void an_offer_of_the_server_that_nobody_answers_is_given_up() throws Exception {
        assumeTrue(engine.capabilities().serverOffers(), "the engine makes no offers");
        MediaEngine hasty = open(Duration.ofMillis(500), Duration.ofSeconds(3));
        try {
            MediaStage stage = now(hasty.openStage(new StageId("hasty"), StagePolicy.defaults()));
            MediaSession session = now(stage.offerToView(new TrackCount(1, 1), ViewChoice.everything()));
            Heard<SessionEvent> events = new Heard<>(session.events());
            eventually(() ->
                    assertThat(events.all()).containsExactly(new SessionEvent.Closed(CloseReason.CONNECT_TIMEOUT)));
            assertThat(hasty.load().viewers()).isZero();
        } finally {
            done(hasty.close());
        }
    }

    @Test
    void media_flows_on_over_an_ice_restart() throws Exception {
        assumeTrue(engine.capabilities().iceRestart(), "the engine knows no ICE restart");
        Performer performer = Performer.single();
        Watcher watcher = new Watcher(1, 1);
        PublishSession publishing = theatre.publish("ada", performer.play());
        ViewSession watching = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));

        restart(publishing, performer);
        restart(watching, watcher);
        performer.peer().move();
        watcher.peer().move();

        int before = watcher.picture(0).count();
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(before + 5 * SOME));
        assertThat(publishing.state()).isEqualTo(SessionState.FLOWING);
        assertThat(watching.state()).isEqualTo(SessionState.FLOWING);
    }

    private static void restart(MediaSession session, Client client) {
        IceCredentials ours = client.newCredentials();
        client.restarted(ours, now(session.restartIce(ours)));
    }

    @Test
    void after_a_restart_an_offer_is_answered_with_the_credentials_of_now() {
        assumeTrue(engine.capabilities().iceRestart(), "the engine knows no ICE restart");
        assumeTrue(engine.capabilities().renegotiation(), "the engine takes no further offers");
        Performer performer = Performer.single();
        PublishSession session = theatre.publish("ada", performer.play());
        IceCredentials ours = performer.newCredentials();
        IceCredentials theirs = now(session.restartIce(ours));
        performer.restarted(ours, theirs);

        String answer = now(session.renegotiate(performer.offer()));

        assertThat(answer).contains("a=ice-ufrag:" + theirs.usernameFragment(), "a=ice-pwd:" + theirs.password());
        assertThat(session.localDescription()).isEqualTo(answer);
    }

    @Test
    void an_offer_that_restarts_is_refused_also_after_a_restart() {
        assumeTrue(engine.capabilities().iceRestart(), "the engine knows no ICE restart");
        assumeTrue(engine.capabilities().renegotiation(), "the engine takes no further offers");
        Performer performer = Performer.single();
        PublishSession session = theatre.publish("ada", performer.play());
        String before = performer.offer();
        restart(session, performer);

        refuses(Reason.CONFLICT, session.renegotiate(before));
    }

    @Test
    void a_viewer_who_offers_more_rows_sees_more_and_goes_on_seeing_what_it_saw() throws Exception {
        assumeTrue(engine.capabilities().renegotiation(), "the engine takes no further offers");
        Performer ada = Performer.single();
        Performer ben = Performer.single();
        theatre.publish("ada", ada.play());
        theatre.publish("ben", ben.play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession session = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));

        watcher.makeRoom(0, 1);
        watcher.agreeFurther(now(session.renegotiate(watcher.offer())));

        int before = watcher.picture(0).count();
        eventually(() -> assertThat(watcher.picture(1).count()).isGreaterThan(SOME));
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(before + SOME));
        assertThat(watcher.picture(0).gaps()).isZero();
        watcher.requireNoComplaint();
    }

    @Test
    void a_viewer_who_takes_a_row_back_keeps_the_others_and_may_have_it_again() throws Exception {
        assumeTrue(engine.capabilities().renegotiation(), "the engine takes no further offers");
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession session = theatre.watch(watcher);
        Heard<SessionEvent> events = new Heard<>(session.events());
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));

        String fewer = watcher.offer().replaceAll("(?s)(mid:1\r\n)a=recvonly", "$1a=inactive");
        watcher.agreeFurther(now(session.renegotiate(fewer)));
        eventually(() -> assertThat(events.all()).contains(new SessionEvent.TrackShown("1", MediaKind.VIDEO, null)));
        int heard = watcher.voice(0).count();
        eventually(() -> assertThat(watcher.voice(0).count()).isGreaterThan(heard + SOME));
        watcher.agreeFurther(now(session.renegotiate(watcher.offer())));

        int seen = watcher.pictures();
        eventually(() -> assertThat(watcher.pictures()).isGreaterThan(seen + SOME));
        watcher.requireNoComplaint();
    }

    @Test
    void a_viewers_offer_after_a_restart_is_answered_with_the_credentials_of_now() throws Exception {
        assumeTrue(engine.capabilities().iceRestart(), "the engine knows no ICE restart");
        assumeTrue(engine.capabilities().renegotiation(), "the engine takes no further offers");
        Watcher watcher = new Watcher(1, 1);
        ViewSession session = theatre.watch(watcher);
        String before = watcher.offer();
        IceCredentials ours = watcher.newCredentials();
        IceCredentials theirs = now(session.restartIce(ours));
        watcher.restarted(ours, theirs);

        refuses(Reason.CONFLICT, session.renegotiate(before));
        String answer = now(session.renegotiate(watcher.offer()));

        assertThat(answer).contains("a=ice-ufrag:" + theirs.usernameFragment(), "a=ice-pwd:" + theirs.password());
        assertThat(session.localDescription()).isEqualTo(answer);
    }

    // Descriptions.

    @Test
    void the_server_can_offer_to_publish_and_to_view() throws Exception {
        assumeTrue(engine.capabilities().serverOffers(), "the engine makes no offers");
        Performer performer = theatre.add(Performer.single());
        PublishSession publishing = now(theatre.stage().offerToPublish(new PerformerId("ada"), new TrackCount(1, 1)));
        assertThat(publishing.state()).isEqualTo(SessionState.OFFERED);
        done(publishing.accept(performer.answer(publishing.localDescription())));
        performer.connect(publishing.localDescription());
        Watcher watcher = theatre.add(new Watcher(1, 1));
        ViewSession watching = now(theatre.stage().offerToView(new TrackCount(1, 1), ViewChoice.everything()));
        done(watching.accept(watcher.answer(watching.localDescription())));
        watcher.connect(watching.localDescription());
        performer.play();

        eventually(() -> assertThat(watcher.tracks()).allMatch(track -> track.count() > SOME));
        refuses(Reason.CONFLICT, watching.accept(watcher.answer(watching.localDescription())));
    }

    @Test
    void all_of_an_offer_or_nothing_is_taken_where_that_is_wanted() {
        String soundless = Performer.single().offer().replace("opus/48000/2", "G728/8000");
        refuses(Reason.UNSUPPORTED, theatre.stage().publishWhole(new PerformerId("ada"), soundless));
        assertThat(engine.load().publications()).isZero();
        now(theatre.stage()
                .publishWhole(new PerformerId("ada"), Performer.single().offer()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=0", "hello", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio"})
    void garbage_is_a_bad_description(String garbage) {
        refuses(Reason.BAD_DESCRIPTION, theatre.stage().publish(new PerformerId("ada"), garbage));
        refuses(Reason.BAD_DESCRIPTION, theatre.stage().view(garbage, ViewChoice.everything()));
        assertThat(engine.load().viewers()).isZero();
        assertThat(theatre.stage().publications()).isEmpty();
    }

    @Test
    void an_offer_that_holds_nothing_we_know_is_unsupported() {
        String unknown = Performer.single().offer().replace("VP8", "XYZ").replace("opus", "abc");
        refuses(Reason.UNSUPPORTED, theatre.stage().publish(new PerformerId("ada"), unknown));
        String unknownToSee = new Watcher(1, 1).offer().replace("VP8", "XYZ").replace("opus", "abc");
        refuses(Reason.UNSUPPORTED, theatre.stage().view(unknownToSee, ViewChoice.everything()));
    }

    @Test
    void an_offer_of_data_alone_is_unsupported() {
        String data = new Watcher(1, 0)
                .offer()
                .replaceAll("a=(rtpmap|rtcp-fb|fmtp|extmap|recvonly|rtcp-mux).*\r\n", "")
                .replace("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel");
        refuses(Reason.UNSUPPORTED, theatre.stage().publish(new PerformerId("ada"), data));
        refuses(Reason.UNSUPPORTED, theatre.stage().view(data, ViewChoice.everything()));
    }

    @Test
    void what_does_not_fit_the_state_is_a_conflict_and_after_the_end_gone() {
        ViewSession session = now(theatre.stage().view(new Watcher(1, 1).offer(), ViewChoice.everything()));
        refuses(Reason.CONFLICT, session.accept(session.localDescription()));

        done(session.close());
        done(session.close());

        refuses(Reason.GONE, session.choose(ViewChoice.everything()));
        refuses(Reason.GONE, session.restartIce(new IceCredentials("abcd", "abcdefghijklmnopqrstuvwx")));
        refuses(Reason.GONE, session.addCandidates(List.of()));
        done(theatre.stage().close());
        refuses(Reason.GONE, theatre.stage().view(new Watcher(1, 1).offer(), ViewChoice.everything()));
    }

    @Test
    void candidates_that_come_later_are_taken_and_others_refused() {
        ViewSession session = now(theatre.stage().view(new Watcher(1, 1).offer(), ViewChoice.everything()));
        done(session.addCandidates(List.of(
                "a=candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host",
                "candidate:2 1 udp 2130706431 192.0.2.1 5001 typ host")));
        refuses(Reason.BAD_DESCRIPTION, session.addCandidates(List.of("candidate:nonsense")));
    }

    @Test
    void an_id_that_is_open_already_is_a_conflict_until_the_stage_closes() {
        refuses(Reason.CONFLICT, engine.openStage(theatre.stage().id(), StagePolicy.defaults()));
        done(theatre.stage().close());
        now(engine.openStage(theatre.stage().id(), StagePolicy.defaults()));
    }

    @Test
    void a_full_stage_refuses_further_performers_and_viewers() {
        StagePolicy small = new StagePolicy(List.of("VP8"), List.of("opus"), 1, 1, 1_000_000);
        MediaStage stage = now(engine.openStage(new StageId("small"), small));
        now(stage.publish(new PerformerId("ada"), Performer.single().offer()));
        refuses(
                Reason.OVERLOADED,
                stage.publish(new PerformerId("ben"), Performer.single().offer()));
        ViewSession first = now(stage.view(new Watcher(1, 1).offer(), ViewChoice.everything()));
        refuses(Reason.OVERLOADED, stage.view(new Watcher(1, 1).offer(), ViewChoice.everything()));

        now(stage.publish(new PerformerId("ada"), Performer.single().offer()));
        done(first.close());
        now(stage.view(new Watcher(1, 1).offer(), ViewChoice.everything()));
    }

    // Events.

    @Test
    void a_closed_stage_closes_all_of_its_sessions() throws Exception {
        List<Heard<SessionEvent>> heard = new ArrayList<>();
        heard.add(new Heard<>(theatre.publish("ada", Performer.single().play()).events()));
        heard.add(new Heard<>(theatre.watch(new Watcher(1, 1)).events()));
        heard.add(new Heard<>(now(theatre.stage().view(new Watcher(1, 1).offer(), ViewChoice.everything()))
                .events()));
        Heard<StageEvent> events = new Heard<>(theatre.stage().events());

        done(theatre.stage().close());

        for (Heard<SessionEvent> session : heard) {
            eventually(() -> assertThat(session.hasEnded()).isTrue());
            assertThat(session.all()).endsWith(new SessionEvent.Closed(CloseReason.STAGE_CLOSED));
            assertThat(session.all(SessionEvent.Closed.class)).hasSize(1);
        }
        eventually(() -> assertThat(events.hasEnded()).isTrue());
        assertThat(engine.load().stages()).isZero();
        assertThat(theatre.stage().publications()).isEmpty();
    }

    @Test
    void a_session_tells_what_happens_in_order_and_tells_latecomers_too() throws Exception {
        PublishSession publishing = theatre.publish("ada", Performer.single().play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession watching = theatre.watch(watcher);
        Heard<SessionEvent> early = new Heard<>(watching.events());
        eventually(() -> assertThat(watcher.tracks()).allMatch(track -> track.count() > SOME));
        eventually(() -> assertThat(early.all(SessionEvent.FirstKeyframe.class)).hasSize(1));

        for (MediaSession session : List.of(publishing, watching)) {
            done(session.close());
            Heard<SessionEvent> late = new Heard<>(session.events());
            eventually(() -> assertThat(late.hasEnded()).isTrue());
            assertThat(late.all()).first().isEqualTo(new SessionEvent.Connected());
            assertThat(late.all()).last().isEqualTo(new SessionEvent.Closed(CloseReason.CLOSED));
            assertThat(late.all(SessionEvent.MediaFlowing.class))
                    .extracting(SessionEvent.MediaFlowing::kind)
                    .containsExactlyInAnyOrder(MediaKind.AUDIO, MediaKind.VIDEO);
            SessionEvent.FirstKeyframe keyframe = engine.capabilities().looksIntoPackets()
                    ? new SessionEvent.FirstKeyframe(1280, 720)
                    : new SessionEvent.FirstKeyframe(0, 0);
            assertThat(late.all(SessionEvent.FirstKeyframe.class)).containsExactly(keyframe);
            assertThat(late.all().indexOf(new SessionEvent.MediaFlowing(MediaKind.VIDEO)))
                    .isLessThan(late.all().indexOf(keyframe));
            assertThat(late.all(SessionEvent.Closed.class)).hasSize(1);
        }
        assertThat(early.all()).isEqualTo(new Heard<>(watching.events()).all());
    }

    @Test
    void kinds_of_media_are_told_once_however_many_tracks_there_are() throws Exception {
        theatre.publish("ada", Performer.single().play());
        theatre.publish("ben", Performer.single().play());
        Watcher watcher = new Watcher(2, 2);
        ViewSession session = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.tracks()).allMatch(track -> track.count() > SOME));
        done(session.close());

        Heard<SessionEvent> events = new Heard<>(session.events());
        assertThat(events.all(SessionEvent.MediaFlowing.class)).hasSize(2);
        assertThat(events.all(SessionEvent.FirstKeyframe.class)).hasSize(1);
    }

    @Test
    void a_stage_tells_of_publications_from_now_on_even_if_one_listener_is_slow() throws Exception {
        Performer ada = Performer.single();
        theatre.publish("ada", ada.play());
        eventually(() -> assertThat(performers()).containsExactly("ada"));
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(SOME));
        Heard<StageEvent> slow =
                new Heard<>(theatre.stage().events().limitRate(1).concatMap(event -> Mono.never()));
        Heard<StageEvent> events = new Heard<>(theatre.stage().events());

        theatre.publish("ben", Performer.single().play());

        eventually(() -> assertThat(events.all()).hasSize(1));
        StageEvent.PublicationStarted started =
                events.all(StageEvent.PublicationStarted.class).get(0);
        assertThat(started.publication().performer()).isEqualTo(new PerformerId("ben"));
        assertThat(started.publication().tracks())
                .extracting(track -> track.codec().toLowerCase(java.util.Locale.ROOT))
                .containsExactlyInAnyOrder("opus", "vp8");
        assertThat(slow.all()).isEmpty();
    }

    @Test
    void a_session_knows_where_it_stands() throws Exception {
        Performer performer = Performer.single();
        PublishSession session = now(theatre.stage().publish(new PerformerId("ada"), performer.offer()));
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
        theatre.add(performer).connect(session.localDescription());
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.CONNECTED));
        performer.play();
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));
        done(session.close());
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }

    // The tap.

    @Test
    void a_tap_hands_on_both_tracks_as_they_would_have_come_over_a_perfect_path() throws Exception {
        Performer performer = Performer.single().hurry();
        PublishSession session = theatre.publish("ada", performer);
        performer.impair(new LinkConditions(0.05, 0, 0, Duration.ZERO, 19));
        performer.play();
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));

        try (Tap tap = now(session.tap(TapSettings.defaults()))) {
            TapLog log = new TapLog(tap);
            eventually(() -> {
                log.drain();
                assertThat(log.pictures.size()).isGreaterThan(400);
                assertThat(log.voices.size()).isGreaterThan(SOME);
                if (engine.capabilities().looksIntoPackets()) { // else they may all be of a time to come
                    assertThat(log.reports).isNotEmpty();
                }
            });
            assertThat(log.pictures).anyMatch(Content::keyframe);
            assertThat(performer.nacks()).isPositive();
            log.requireSerialsBetween(20, 350, engine.capabilities().looksIntoPackets() ? 1 : 0);
            assertThat(log.sources).hasSize(2);
            assertThat(tap.dropped()).isZero();
        }
    }

    @Test
    void a_tap_that_nobody_drains_drops_the_oldest_counts_and_ends_with_the_session() throws Exception {
        Performer performer = Performer.single();
        PublishSession session = theatre.publish("ada", performer.play());
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));

        try (Tap tap = now(session.tap(new TapSettings(64, 0)))) {
            eventually(() -> assertThat(tap.dropped()).isGreaterThan(100));
            performer.pause();
            eventually(() -> assertThat(picturePackets(session))
                    .isGreaterThan(performer.picture(0).packets() - 20));
            done(session.close());
            eventually(() -> assertThat(tap.isEnded()).isTrue());
            TapLog log = new TapLog(tap);
            log.drain();
            assertThat(log.packets()).isBetween(50, 64);
            int onTheirWay = engine.capabilities().looksIntoPackets() ? 30 : 200; // over a server, and from there
            assertThat(log.pictures.get(log.pictures.size() - 1).serial())
                    .isGreaterThan(performer.picture(0).packets() - onTheirWay);
            assertThat(tap.drain(log, 10)).isZero();
        }
        refuses(Reason.CONFLICT, session.tap(TapSettings.defaults()));
    }

    private static long picturePackets(PublishSession session) {
        return now(session.statistics()).tracks().stream()
                .filter(track -> track.kind() == MediaKind.VIDEO)
                .mapToLong(TrackStatistics::packets)
                .sum();
    }

    @Test
    void a_tap_wakes_its_reader_and_asks_for_keyframes() throws Exception {
        Performer performer = Performer.single();
        PublishSession session = theatre.publish("ada", performer.play());
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));
        try (Tap tap = now(session.tap(TapSettings.defaults()))) {
            java.util.concurrent.Semaphore wakeUps = new java.util.concurrent.Semaphore(0);
            tap.onReadable(wakeUps::release);
            eventually(() -> assertThat(wakeUps.availablePermits()).isGreaterThan(3));
            int before = performer.keyframeRequests();
            eventually(() -> {
                tap.requestKeyframe(); // again and again: servers pass on one a second
                assertThat(performer.keyframeRequests()).isGreaterThan(before);
            });
        }
    }

    @Test
    void a_tap_begins_with_the_newest_keyframe_if_it_is_at_hand() throws Exception {
        assumeTrue(engine.capabilities().looksIntoPackets(), "the engine has no keyframes at hand");
        Performer performer = Performer.single();
        performer.ignoreKeyframeRequests();
        PublishSession session = theatre.publish("ada", performer.play());
        eventually(() -> assertThat(performer.picture(0).pictures()).isGreaterThan(5));
        eventually(() -> assertThat(session.state()).isEqualTo(SessionState.FLOWING));

        try (Tap tap = now(session.tap(TapSettings.defaults()))) {
            TapLog log = new TapLog(tap);
            eventually(() -> {
                log.drain();
                assertThat(log.pictures.size()).isGreaterThan(SOME);
            });
            assertThat(log.pictures.get(0).keyframe()).isTrue();
            assertThat(log.pictures.get(0).serial()).isEqualTo(1);
            log.requireSerialsBetween(0, SOME, 1);
        }
    }

    // Figures.

    @Test
    void the_figures_are_plausible() throws Exception {
        Performer performer = Performer.single().hurry();
        PublishSession publishing = theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        ViewSession watching = theatre.watch(watcher);
        performer.impair(new LinkConditions(0.05, 0, 0, Duration.ZERO, 20));
        performer.play();
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(300));
        eventually(() -> assertThat(now(watching.statistics()).roundTrip()).isNotNull());

        SessionStatistics in = now(publishing.statistics());
        assertThat(in.state()).isEqualTo(SessionState.FLOWING);
        assertThat(in.transport())
                .endsWith(":" + performer.peer().localAddress().getPort());
        TrackStatistics received = track(in, MediaKind.VIDEO);
        assertThat(received.codec()).isEqualToIgnoringCase("VP8");
        assertThat(received.packets()).isBetween(300L, 1L + performer.picture(0).packets());
        assertThat(received.bytes()).isGreaterThan(received.packets() * 700);
        if (engine.capabilities().looksIntoPackets()) {
            assertThat(received.keyframes()).isPositive();
            assertThat(received.lost()).isPositive();
            assertThat(received.recovered()).isPositive().isLessThanOrEqualTo(received.lost());
            assertThat(received.nacks()).isGreaterThanOrEqualTo(received.lost());
        }
        SessionStatistics out = now(watching.statistics());
        assertThat(out.roundTrip()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(out.estimatedBitrate())
                .isGreaterThanOrEqualTo(engine.capabilities().looksIntoPackets() ? 1 : 0);
        TrackStatistics sent = track(out, MediaKind.VIDEO);
        assertThat(sent.codec()).isEqualToIgnoringCase("VP8");
        assertThat(sent.packets()).isGreaterThanOrEqualTo(300);
        assertThat(track(out, MediaKind.AUDIO).codec()).isEqualToIgnoringCase("opus");
        assertThat(engine.load().publications()).isEqualTo(1);
        assertThat(engine.load().viewers()).isEqualTo(1);
        assertThat(engine.load().stages()).isEqualTo(1);
        assertThat(engine.load().busy()).isBetween(0.0, 1.0);
    }

    private static TrackStatistics track(SessionStatistics statistics, MediaKind kind) {
        return statistics.tracks().stream()
                .filter(track -> track.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    // How these tests say it.

    private static ViewChoice only(String performer) {
        return new ViewChoice(Set.of(new PerformerId(performer)), true, 0);
    }

    private static void refuses(Reason reason, Mono<?> work) {
        assertThatThrownBy(() -> done(work))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private List<String> performers() {
        return theatre.stage().publications().stream()
                .map(PublicationDescription::performer)
                .map(PerformerId::value)
                .toList();
    }

    private static List<StageEvent.PublicationEnded> ended(Heard<StageEvent> events) {
        return events.all(StageEvent.PublicationEnded.class);
    }

    private static Set<Byte> performersIn(SeenTrack track) {
        return track.packets().stream().map(seen -> seen.content().performer()).collect(Collectors.toSet());
    }

    /** In one view where the engine shows two in one, else in a view for each; Ben in the last. */
    private List<Watcher> watchAdaAndBen() {
        if (engine.capabilities().performersPerView() >= 2) {
            Watcher both = new Watcher(2, 2);
            theatre.watch(both);
            return List.of(both);
        }
        List<Watcher> each = List.of(new Watcher(1, 1), new Watcher(1, 1));
        theatre.watch(each.get(0), only("ada"));
        theatre.watch(each.get(1), only("ben"));
        return each;
    }

    private static Set<Byte> shown(List<Watcher> watchers) {
        return watchers.stream().flatMap(watcher -> shown(watcher).stream()).collect(Collectors.toSet());
    }

    private static Set<Byte> shown(Watcher watcher) {
        return watcher.tracks().stream()
                .filter(track -> track.line().video())
                .flatMap(track -> performersIn(track).stream())
                .collect(Collectors.toSet());
    }

    private static int keyframes(Watcher watcher) {
        return (int) watcher.picture(0).packets().stream()
                .filter(seen -> seen.content().keyframe())
                .map(seen -> seen.content().picture())
                .distinct()
                .count();
    }

    private static void requireUnbroken(SeenTrack track) {
        List<Seen> packets = track.packets();
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence())
                    .as("%s after %s", packets.get(i), packets.get(i - 1))
                    .isEqualTo(packets.get(i - 1).sequence() + 1);
        }
    }

    private static void requireSerialsInOrder(List<Seen> packets) {
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).content().serial())
                    .isEqualTo(packets.get(i - 1).content().serial() + 1);
        }
    }

    private static void requireTimeGoesOn(SeenTrack track, int clockRate) {
        List<Seen> packets = track.packets();
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp())
                    .as("%s after %s", packets.get(i), packets.get(i - 1))
                    .isBetween(0, 3 * clockRate);
        }
    }

    private static void requireKeyframeAtEachChange(SeenTrack track) {
        ToIntFunction<Seen> performer = seen -> seen.content().performer();
        List<Seen> packets = track.packets();
        for (int i = 1; i < packets.size(); i++) {
            if (performer.applyAsInt(packets.get(i)) != performer.applyAsInt(packets.get(i - 1))) {
                assertThat(packets.get(i).content().keyframe()).isTrue();
            }
        }
    }

    private static void requireGoesOn(Watcher watcher, Performer performer) throws Exception {
        int before = watcher.tracks().stream()
                .mapToInt(track -> track.countOf(performer))
                .sum();
        eventually(() -> assertThat(watcher.tracks().stream()
                        .mapToInt(track -> track.countOf(performer))
                        .sum())
                .isGreaterThan(before + 3 * SOME));
    }

    /** What a tap handed on. */
    private static final class TapLog implements TapReader {

        private static final int HEADER = 12;

        private final Tap tap;
        final List<Content> pictures = new ArrayList<>();
        final List<Content> voices = new ArrayList<>();
        final List<Integer> reports = new ArrayList<>();
        final Set<Integer> sources = new java.util.HashSet<>();

        TapLog(Tap tap) {
            this.tap = tap;
        }

        void drain() {
            while (tap.drain(this, 100) > 0) {
                assertThat(tap.tracks()).hasSize(2);
            }
        }

        int packets() {
            return pictures.size() + voices.size();
        }

        @Override
        public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
            ByteBuffer packet = ByteBuffer.wrap(rtp, offset, length).slice();
            assertThat(System.nanoTime() - arrivedAt).isBetween(0L, 20_000_000_000L);
            assertThat(packet.get(0) & 0x20).as("padding").isZero();
            boolean extended = (packet.get(0) & 0x10) != 0;
            int at = HEADER + (extended ? 4 + 4 * packet.getShort(HEADER + 2) : 0);
            byte[] payload = new byte[length - at];
            packet.get(at, payload);
            sources.add(packet.getInt(8));
            boolean video = tap.tracks().get(track).kind() == MediaKind.VIDEO;
            (video ? pictures : voices).add(video ? Content.ofPicture(payload) : Content.ofVoice(payload));
        }

        @Override
        public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
            reports.add(track);
        }

        /** A server in between leaves out pictures that it could not have repaired in its own time. */
        void requireSerialsBetween(int from, int to, double share) {
            int first = pictures.get(0).serial();
            long there = pictures.stream()
                    .mapToInt(Content::serial)
                    .filter(serial -> serial >= first + from && serial < first + to)
                    .distinct()
                    .count();
            assertThat(there).isGreaterThanOrEqualTo((long) (share * (to - from)));
        }
    }
}
