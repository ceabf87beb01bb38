package live.weir.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import live.weir.signaling.stage.IceServers.IceServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real coturn says to our credentials. */
class CoturnTest {

    private static final String SECRET = "a secret that both know";
    private static final int UNAUTHORIZED = 401;

    @Test
    void coturn_gives_a_relay_for_our_credentials_and_none_for_expired_or_forged_ones(@TempDir Path directory)
            throws Exception {
        try (InstalledCoturn coturn = InstalledCoturn.start(SECRET, directory)) {
            TurnAllocation allocation = new TurnAllocation(coturn.address());
            IceServer good = credentials(SECRET, Clock.systemUTC());
            assertThat(tryWith(allocation, good)).isZero();

            IceServer expired = credentials(SECRET, Clock.offset(Clock.systemUTC(), Duration.ofHours(-13)));
            assertThat(tryWith(allocation, expired)).isEqualTo(UNAUTHORIZED);
            IceServer forged = credentials("another secret", Clock.systemUTC());
            assertThat(tryWith(allocation, forged)).isEqualTo(UNAUTHORIZED);
            String prolonged = "9" + Objects.requireNonNull(good.username());
            assertThat(allocation.tryWith(prolonged, Objects.requireNonNull(good.credential())))
                    .isEqualTo(UNAUTHORIZED);
        }
    }

    private static int tryWith(TurnAllocation allocation, IceServer server) throws Exception {
        return allocation.tryWith(
                Objects.requireNonNull(server.username()), Objects.requireNonNull(server.credential()));
    }

    private static IceServer credentials(String secret, Clock clock) {
        IceSettings settings =
                new IceSettings(List.of(), List.of("turn:127.0.0.1"), secret, Duration.ofHours(12), false);
        return new TurnRestServers(settings, clock).forClient("p4k2mz8q").get(0);
    }
}
