package live.weir.platform.infrastructure.redis;

import java.time.Duration;
import java.util.Locale;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The first connection to Redis, made on the starting thread: tried again until it works or the operator's patience ends.
 * A node that starts with a wrong URL says so instead of limping.
 */
final class FirstContact {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private FirstContact() {}

    /** @throws StartupFailure with a sentence for the operator */
    static LettuceConnectionFactory patiently(LettuceConnectionFactory factory, RedisUrl url, Duration patience) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                factory.afterPropertiesSet();
                factory.start();
                return factory;
            } catch (RuntimeException failed) {
                factory.stop();
                if (isRefusal(failed) || System.nanoTime() + PAUSE.toNanos() > giveUpAt) {
                    factory.destroy();
                    throw new StartupFailure(sentence(url, failed), failed);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for Redis", stopped);
        }
    }

    private static boolean isRefusal(RuntimeException failed) {
        String cause = rootMessage(failed).toUpperCase(Locale.ROOT);
        return cause.contains("WRONGPASS") || cause.contains("NOAUTH") || cause.contains("INVALID PASSWORD");
    }

    private static String sentence(RedisUrl url, RuntimeException failed) {
        return isRefusal(failed)
                ? "Redis at " + url.address()
                        + " refuses to sign us in: check weir.redis.url, weir.redis.user and weir.redis.password."
                : "Redis at " + url.address() + " cannot be used: " + rootMessage(failed) + " (weir.redis.url)";
    }

    private static String rootMessage(Throwable failed) {
        Throwable root = failed;
        for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }
}
