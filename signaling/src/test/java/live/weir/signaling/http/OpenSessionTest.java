package live.weir.signaling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaException;
import live.weir.signaling.http.OpenSession.Patched;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

@NullMarked
class OpenSessionTest {

    private static final String OFFER =
            "a=ice-ufrag:offer\r\na=ice-pwd:clientpasswordclientpassword\r\nm=audio 9 X 0\r\n";
    private static final String CANDIDATE = "candidate:1 1 udp 1 192.0.2.7 50000 typ host";

    private final ScriptedSession media = new ScriptedSession();
    private final OpenSession session = new OpenSession("ada", media, SdpOutline.of(OFFER));

    /** What became of a request. */
    private static final class Outcome {

        private @Nullable Patched patched;
        private @Nullable Throwable error;
        private final Disposable running;

        Outcome(OpenSession session, String condition, IceFragment fragment) {
            running = session.patch(IfMatch.of(List.of(condition)), fragment)
                    .subscribe(done -> patched = done, failed -> error = failed);
        }

        Patched done() {
            assertThat(patched).as("outcome; error %s", error).isNotNull();
            return Objects.requireNonNull(patched);
        }

        int status() {
            assertThat(error).isInstanceOf(HttpRefused.class);
            return error instanceof HttpRefused refused ? refused.status().value() : 0;
        }

        boolean isOpen() {
            return patched == null && error == null;
        }
    }

    private Outcome trickle(String tag) {
        return new Outcome(session, tag, new IceFragment(null, List.of(CANDIDATE), false));
    }

    private Outcome restart(String tag, String usernameFragment) {
        return new Outcome(
                session,
                tag,
                new IceFragment(new IceCredentials(usernameFragment, "clientpasswordclientpassword"), List.of(), true));
    }

    @Test
    void credentials_of_the_offer_are_no_restart() {
        Patched done = new Outcome(
                        session,
                        session.tag(),
                        new IceFragment(
                                new IceCredentials("offer", "clientpasswordclientpassword"), List.of(CANDIDATE), false))
                .done();

        assertThat(done.answer()).isNull();
        assertThat(media.candidates).containsExactly(CANDIDATE);
        assertThat(media.restarts).isEmpty();
    }

    @Test
    void overlapping_restarts_happen_one_after_another() {
        String before = session.tag();
        Outcome first = restart("*", "one1");
        Outcome second = restart("*", "two2");
        Outcome late = trickle(before);
        assertThat(media.restarts).hasSize(1);

        media.answerRestart(0, "second");
        assertThat(media.restarts).hasSize(2);
        media.answerRestart(1, "third");

        assertThat(first.done().tag()).isEqualTo("\"2:second\"");
        assertThat(second.done().tag()).isEqualTo("\"3:third\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(session.tag()).isEqualTo("\"3:third\"");
    }

    @Test
    void the_answer_to_a_restart_has_our_new_credentials_and_all_else_as_before() {
        Outcome restart = restart("*", "one1");
        media.answerRestart(0, "second");

        assertThat(String.valueOf(restart.done().answer()).lines())
                .containsExactly(
                        "a=group:BUNDLE 0 1",
                        "a=ice-lite",
                        "a=ice-options:trickle",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "a=mid:0",
                        "a=ice-ufrag:second",
                        "a=ice-pwd:serverpasswordserverpassword",
                        "a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host",
                        "a=end-of-candidates");
    }

    @Test
    void a_restart_that_is_asked_for_again_is_answered_again_and_not_done_again() {
        Outcome first = restart("*", "one1");
        media.answerRestart(0, "second");

        assertThat(restart("*", "one1").done()).isEqualTo(first.done());
        assertThat(media.restarts).hasSize(1);
    }

    @Test
    void an_engine_that_cannot_restart_leaves_the_session_as_it_was() {
        String before = session.tag();
        Outcome restart = restart("*", "one1");
        media.refuseRestart(0, MediaException.Reason.UNSUPPORTED);

        assertThat(restart.running.isDisposed()).isTrue();
        assertThat(HttpRefused.translate(Objects.requireNonNull(restart.error)))
                .isInstanceOfSatisfying(
                        HttpRefused.class,
                        refused -> assertThat(refused.status().value()).isEqualTo(422));
        assertThat(session.tag()).isEqualTo(before);
        assertThat(trickle(before).done().answer()).isNull();
    }

    @Test
    void a_client_that_goes_away_while_it_waits_leaves_its_turn_to_the_next() {
        Outcome first = restart("*", "one1");
        Outcome gone = restart("*", "two2");
        Outcome next = restart("*", "three3");

        gone.running.dispose();
        media.answerRestart(0, "second");
        media.answerRestart(1, "third");

        assertThat(gone.isOpen()).isTrue();
        assertThat(first.done().tag()).isEqualTo("\"2:second\"");
        assertThat(next.done().tag()).isEqualTo("\"3:third\"");
    }

    @Test
    void a_client_that_goes_away_in_its_turn_leaves_the_next_to_it() {
        Outcome gone = restart("*", "one1");
        Outcome next = restart("*", "two2");

        gone.running.dispose();
        media.answerRestart(1, "third");

        assertThat(next.done().tag()).isEqualTo("\"2:third\"");
    }

    @Test
    void more_than_a_client_can_mean_is_refused_while_it_waits() {
        restart("*", "one1");
        List<Outcome> waiting = new ArrayList<>();
        for (int i = 0; i < Turns.MOST_WAITING; i++) {
            waiting.add(trickle("*"));
        }

        assertThat(trickle("*").status()).isEqualTo(429);
        media.answerRestart(0, "second");
        assertThat(waiting)
                .allSatisfy(outcome -> assertThat(outcome.done().answer()).isNull());
        assertThat(trickle("\"2:second\"").done().answer()).isNull();
    }

    @Test
    void candidates_have_a_bound_that_a_restart_lifts() {
        List<String> many = Collections.nCopies(OpenSession.MOST_CANDIDATES, CANDIDATE);
        assertThat(new Outcome(session, "*", new IceFragment(null, many, false))
                        .done()
                        .answer())
                .isNull();
        assertThat(trickle("*").status()).isEqualTo(422);

        restart("*", "one1");
        media.answerRestart(0, "second");

        assertThat(trickle("*").done().answer()).isNull();
    }
}
