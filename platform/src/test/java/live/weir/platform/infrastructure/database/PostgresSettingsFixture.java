package live.weir.platform.infrastructure.database;

import java.time.Duration;
import java.util.List;
import live.weir.platform.resilience.GuardPolicy;

/** Settings for tests that make their own way to Postgres. */
final class PostgresSettingsFixture {

    private PostgresSettingsFixture() {}

    static PostgresSettings with(String url, List<String> replicas) {
        return new PostgresSettings(
                url,
                null,
                null,
                replicas,
                PostgresSettings.Upgrade.AT_START,
                Duration.ofSeconds(5),
                new PostgresSettings.Pool(5, 1, 500, Duration.ofSeconds(1), Duration.ofMinutes(30)),
                GuardPolicy.defaults().withTimeout(Duration.ofSeconds(10)));
    }
}
