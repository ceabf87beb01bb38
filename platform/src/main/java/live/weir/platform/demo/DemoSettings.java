package live.weir.platform.demo;

import live.weir.platform.infrastructure.database.PostgresSettings;
import live.weir.platform.infrastructure.redis.RedisSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The demo channel.
 *
 * @param demo whether a synthetic performer is on air on the channel {@code demo}; if not set, only on a node that runs
 *     its own Postgres and its own Redis
 */
@ConfigurationProperties("weir")
record DemoSettings(@Nullable Boolean demo) {

    /** Nodes that share servers would all perform on the same channel. */
    boolean isOn(PostgresSettings postgres, RedisSettings redis) {
        return demo == null ? postgres.url() == null && redis.url() == null : demo;
    }
}
