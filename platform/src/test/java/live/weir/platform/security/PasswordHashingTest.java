package live.weir.platform.security;

import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import live.weir.platform.security.PasswordHashing.Verdict;
import live.weir.platform.security.SecuritySettings.Passwords;
import live.weir.platform.web.problem.Problem;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PasswordHashingTest {

    private static PasswordHashing hashing(int memory, int iterations, int queued) {
        return new PasswordHashing(new SecuritySettings(
                "weir",
                Duration.ofMinutes(10),
                Duration.ofDays(30),
                null,
                true,
                new Passwords(memory, iterations, 1, 1, queued),
                null));
    }

    @Test
    void a_password_matches_its_hash_however_its_letters_were_typed() {
        PasswordHashing hashing = hashing(64, 1, 10);
        String hash = now(hashing.hash("Cafe\u0301 au lait"));

        assertThat(hash).startsWith("$argon2id$");
        assertThat(now(hashing.check("Caf\u00e9 au lait", hash))).isEqualTo(new Verdict(true, null));
        assertThat(now(hashing.check("Cafe au lait", hash))).isEqualTo(new Verdict(false, null));
        hashing.destroy();
    }

    @Test
    void a_hash_of_other_parameters_still_matches_and_is_replaced() {
        PasswordHashing old = hashing(64, 1, 10);
        PasswordHashing current = hashing(128, 2, 10);

        Verdict verdict = now(current.check("four plain words", now(old.hash("four plain words"))));

        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.replacement()).contains("m=128,t=2");
        assertThat(now(current.check("four plain words", verdict.replacement())))
                .isEqualTo(new Verdict(true, null));
        old.destroy();
        current.destroy();
    }

    @Test
    void nobody_has_a_password_that_matches() {
        PasswordHashing hashing = hashing(64, 1, 10);

        assertThat(now(hashing.check("nobody signs in with this", null)).matches())
                .isFalse();
        hashing.destroy();
    }

    @Test
    void when_too_many_wait_the_next_is_told_to_come_back() {
        PasswordHashing hashing = hashing(19_456, 2, 2);

        List<String> answers = now(Flux.range(0, 20)
                .flatMap(
                        i -> hashing.hash("password " + i)
                                .map(hash -> "hashed")
                                .onErrorResume(
                                        Problem.class,
                                        busy -> Mono.just(busy.status().value() + " "
                                                + busy.headers().get("Retry-After"))),
                        20)
                .collectList());

        assertThat(answers).hasSize(20).containsOnly("hashed", "503 1").contains("hashed", "503 1");
        hashing.destroy();
    }
}
