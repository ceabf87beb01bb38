package live.weir.platform.security;

import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords with Argon2id. A hash is meant to be slow and large, so it runs on few threads with a short queue:
 * whoever comes when that is full is told to come back, rather than slowing everybody down.
 */
@Component
public final class PasswordHashing implements DisposableBean {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2PasswordEncoder encoder;
    private final Scheduler threads;
    private final String nobodys;

    /** What became of a check; {@code replacement} is a hash with today's parameters if the old one has others. */
    public record Verdict(boolean matches, @Nullable String replacement) {}

    PasswordHashing(SecuritySettings settings) {
        SecuritySettings.Passwords cost = settings.passwords();
        this.encoder = new Argon2PasswordEncoder(
                SALT_BYTES, HASH_BYTES, cost.parallelism(), cost.memoryKilobytes(), cost.iterations());
        this.threads = Schedulers.newBoundedElastic(cost.threads(), cost.queued(), "weir-password", 60, true);
        this.nobodys = encoder.encode("nobody signs in with this");
    }

    public Mono<String> hash(String password) {
        return run(() -> encoder.encode(normal(password)));
    }

    /**
     * Checks a password against an account's hash. Null stands for an account that does not exist or has no password: it
     * costs the same time and never matches, so that an answer's delay does not tell which handles exist.
     */
    public Mono<Verdict> check(String password, @Nullable String hash) {
        return run(() -> {
            String candidate = normal(password);
            boolean matches = encoder.matches(candidate, hash == null ? nobodys : hash) && hash != null;
            boolean outdated = matches && encoder.upgradeEncoding(hash);
            return new Verdict(matches, outdated ? encoder.encode(candidate) : null);
        });
    }

    /** The same letters may be typed in composed or decomposed form, depending on the keyboard. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(threads)
                .onErrorMap(RejectedExecutionException.class, full -> busy());
    }

    private static Problem busy() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "busy",
                        "Too many sign-ins at once",
                        "Try again after the time given in Retry-After.")
                .retryAfter(Duration.ofSeconds(1));
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
