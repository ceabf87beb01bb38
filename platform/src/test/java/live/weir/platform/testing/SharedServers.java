package live.weir.platform.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points a test's context at the shared servers. */
final class SharedServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestServers servers = TestServers.shared();
        TestPropertyValues.of(
                        "weir.media.port=0",
                        "weir.rtmp.port=0",
                        "weir.postgres.url=" + servers.freshPostgresUrl(),
                        "weir.redis.url=" + servers.freshRedisUrl())
                .applyTo(context);
    }
}
