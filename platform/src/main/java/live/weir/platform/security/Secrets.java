package live.weir.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes secrets that are given away once and known to us by their hash alone. */
@Component
public final class Secrets {

    private static final int BYTES = 32;

    private final SigningThreads threads;
    private final KeySeal seal;
    private final SecureRandom random = new SecureRandom();

    /** 256 random bits in URL-safe letters. With that much chance in it, its hash needs no salt. */
    public record Secret(String value) {

        public byte[] hash() {
            return Secrets.hash(value);
        }

        @Override
        public String toString() {
            return "Secret";
        }
    }

    Secrets(SigningThreads threads, KeySeal seal) {
        this.threads = threads;
        this.seal = seal;
    }

    public Mono<Secret> next() {
        return threads.run(() -> {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        });
    }

    /** As {@link KeySeal#seal}, where randomness may be waited for. */
    public Mono<String> sealed(String keyId, String plain) {
        return threads.run(() -> seal.seal(keyId, plain));
    }

    /** SHA-256. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
