package live.weir.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import live.weir.signaling.http.HttpRefused;
import live.weir.signaling.stage.StageRefused;
import live.weir.signaling.stage.StageRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

/** What signaling refuses, as a client reads it. */
class DoorProblemsTest {

    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED, 401, unauthorized",
        "FORBIDDEN, 403, forbidden",
        "NOT_FOUND, 404, not-found",
        "NOT_LIVE, 409, not-live",
        "CONFLICT, 409, conflict",
        "INVALID, 400, bad-description",
        "UNSUPPORTED, 422, unsupported-media",
        "TOO_MANY, 429, too-many",
        "OVERLOADED, 503, overloaded",
        "ELSEWHERE, 503, elsewhere",
        "FAILED, 503, media-failed"
    })
    void what_a_stage_refuses_has_a_status_a_type_and_its_sentence(Reason reason, int status, String slug) {
        Problem problem = ProblemTranslator.translate(StageRefused.of(reason, "Not now."));

        assertThat(problem.status().value()).isEqualTo(status);
        assertThat(problem.type()).hasToString("urn:weir:problem:" + slug);
        assertThat(problem.body(Optional.empty())).containsEntry("detail", "Not now.");
    }

    @Test
    void who_shows_nothing_is_told_what_to_show() {
        assertThat(ProblemTranslator.translate(StageRefused.of(Reason.UNAUTHENTICATED, "Who?"))
                        .headers())
                .containsEntry("WWW-Authenticate", "Bearer");
    }

    @Test
    void who_may_come_back_is_told_when() {
        assertThat(ProblemTranslator.translate(StageRefused.of(Reason.OVERLOADED, "Full.", Duration.ofMillis(6500)))
                        .headers())
                .containsEntry("Retry-After", "7");
    }

    @Test
    void what_a_door_refuses_keeps_its_status_and_its_type() {
        Problem problem = ProblemTranslator.translate(
                HttpRefused.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-required", "A PATCH needs If-Match."));

        assertThat(problem.status()).isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        assertThat(problem.type()).hasToString("urn:weir:problem:precondition-required");
    }
}
