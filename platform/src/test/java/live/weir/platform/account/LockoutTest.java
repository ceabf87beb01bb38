package live.weir.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import live.weir.platform.account.Attempts.Target;
import live.weir.platform.testing.WeirTest;
import live.weir.platform.web.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

@WeirTest
class LockoutTest {

    @Autowired
    private WebTestClient client;

    @Autowired
    private Attempts attempts;

    private People people;

    @BeforeEach
    void meet() {
        people = new People(client);
    }

    private WebTestClient.ResponseSpec guess(String handle, String password) {
        return client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", handle, "password", password))
                .exchange();
    }

    @Test
    void after_five_wrong_passwords_even_the_right_one_must_wait() {
        String handle = people.register();
        for (int i = 0; i < 5; i++) {
            guess(handle, "wrong password " + i).expectStatus().isUnauthorized();
        }

        guess(handle, People.PASSWORD)
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:too-many-attempts");
    }

    @Test
    void a_right_password_forgets_the_wrong_ones_before_it() {
        String handle = people.register();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                guess(handle, "wrong password " + i).expectStatus().isUnauthorized();
            }
            guess(handle, People.PASSWORD).expectStatus().isOk();
        }
    }

    @Test
    void every_further_wrong_one_doubles_the_pause_up_to_a_quarter_of_an_hour() {
        Target target = new Target("handle " + People.freshHandle(), "192.0.2.1");
        for (int i = 0; i < 4; i++) {
            assertThat(attempts.failed(target).block()).isZero();
        }
        assertThat(attempts.failed(target).block()).isEqualTo(Duration.ofSeconds(1));
        assertThat(attempts.failed(target).block()).isEqualTo(Duration.ofSeconds(2));
        assertThat(attempts.failed(target).block()).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 20; i++) {
            assertThat(attempts.failed(target).block()).isBetween(Duration.ofSeconds(8), Duration.ofMinutes(15));
        }
        assertThat(attempts.failed(target).block()).isEqualTo(Duration.ofMinutes(15));
        StepVerifier.create(attempts.admit(target)).verifyError(Problem.class);
    }

    @Test
    void another_network_is_not_held_up_until_many_together_guess() {
        String name = "handle " + People.freshHandle();
        for (int i = 0; i < 40; i++) {
            attempts.failed(new Target(name, "192.0.2." + i / 8)).block();
        }
        Target elsewhere = new Target(name, "198.51.100.7");
        attempts.admit(elsewhere).block();

        for (int i = 0; i < 10; i++) {
            attempts.failed(new Target(name, "203.0.113." + i)).block();
        }
        StepVerifier.create(attempts.admit(elsewhere)).verifyError(Problem.class);
    }
}
