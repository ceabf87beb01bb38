package live.weir.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import live.weir.platform.infrastructure.database.PostgresSettings;
import live.weir.platform.infrastructure.redis.RedisSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DemoSettingsTest {

    @Test
    void without_a_word_it_is_on_only_where_all_servers_are_the_nodes_own() {
        assertThat(isOn(null, false, false)).isTrue();
        assertThat(isOn(null, true, false)).isFalse();
        assertThat(isOn(null, false, true)).isFalse();
        assertThat(isOn(null, true, true)).isFalse();
    }

    @Test
    void the_operators_word_counts() {
        assertThat(isOn(true, true, true)).isTrue();
        assertThat(isOn(false, false, false)).isFalse();
    }

    private static boolean isOn(@Nullable Boolean demo, boolean externalPostgres, boolean externalRedis) {
        return new DemoSettings(demo)
                .isOn(
                        bound(
                                "weir.postgres",
                                PostgresSettings.class,
                                externalPostgres ? "postgresql://u:p@db.example/weir" : ""),
                        bound("weir.redis", RedisSettings.class, externalRedis ? "redis://redis.example:6379" : ""));
    }

    private static <T> T bound(String prefix, Class<T> type, String url) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        if (!url.isEmpty()) {
            source.put(prefix + ".url", url);
        }
        return new Binder(source).bindOrCreate(prefix, type);
    }
}
