package live.weir.platform.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What stands in the addresses of a private channel's program or recording, so that they need no header and no cookie: players
 * of every kind follow them, and a CDN keeps what they name.
 *
 * <pre>
 * {expiry, seconds, base 36}-{base64url of the first 18 bytes of HMAC-SHA256(key of the day, what | expiry)}
 * </pre>
 *
 * <p>Times are rounded up, so that viewers who come in the same ten minutes share their addresses, and with them the CDN's
 * copies. Each day has another key, made of the cluster's secret; the day is that of the expiry, so that no key outlives what
 * it signed.
 */
final class PlaybackTokens {

    private static final long STEP = Duration.ofMinutes(10).toSeconds();
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final int SIGNATURE = 18;
    private static final int LONGEST = 48;

    private final Mono<byte[]> secret;
    private final Clock clock;
    private final Duration life;
    private volatile byte @Nullable [] known;

    /** @param secret what all nodes know and nobody else */
    PlaybackTokens(Mono<byte[]> secret, Clock clock, Duration life) {
        this.secret = secret;
        this.clock = clock;
        this.life = life;
    }

    record Token(String text, Instant expiresAt) {}

    Mono<Token> issue(UUID what) {
        return secret.map(key -> {
            known = key;
            long wanted = clock.instant().getEpochSecond() + life.toSeconds();
            long expiry = (wanted / STEP + 1) * STEP;
            return new Token(
                    Long.toString(expiry, Character.MAX_RADIX) + '-' + signature(key, what, expiry),
                    Instant.ofEpochSecond(expiry));
        });
    }

    /** Completes with whether it is good; at once, but for the first time. */
    Mono<Boolean> verify(UUID what, String token) {
        byte[] key = known;
        return key != null
                ? Mono.just(isGood(key, what, token))
                : secret.map(read -> {
                    known = read;
                    return isGood(read, what, token);
                });
    }

    /** Whether it is good; null if that takes asking Redis. */
    @Nullable
    Boolean check(UUID what, String token) {
        byte[] key = known;
        return key == null ? null : isGood(key, what, token);
    }

    private boolean isGood(byte[] key, UUID what, String token) {
        int dash = token.indexOf('-');
        if (dash < 1 || token.length() > LONGEST) {
            return false;
        }
        try {
            long expiry = Long.parseLong(token.substring(0, dash), Character.MAX_RADIX);
            return expiry > clock.instant().getEpochSecond()
                    && MessageDigest.isEqual(
                            signature(key, what, expiry).getBytes(StandardCharsets.US_ASCII),
                            token.substring(dash + 1).getBytes(StandardCharsets.US_ASCII));
        } catch (NumberFormatException notATime) {
            return false;
        }
    }

    private static String signature(byte[] secret, UUID what, long expiry) {
        byte[] day = hmac(secret, ("playback of day " + expiry / DAY).getBytes(StandardCharsets.US_ASCII));
        byte[] text = ByteBuffer.allocate(24)
                .putLong(what.getMostSignificantBits())
                .putLong(what.getLeastSignificantBits())
                .putLong(expiry)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac(day, text), SIGNATURE));
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
        }
    }
}
