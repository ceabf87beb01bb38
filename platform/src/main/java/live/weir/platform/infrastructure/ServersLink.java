package live.weir.platform.infrastructure;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import live.weir.platform.infrastructure.database.PostgresSettings;
import live.weir.platform.infrastructure.database.PostgresUrl;
import live.weir.platform.infrastructure.embedded.EmbeddedServices;
import live.weir.platform.infrastructure.embedded.Endpoint;
import live.weir.platform.infrastructure.redis.RedisSettings;
import live.weir.platform.infrastructure.redis.RedisUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Decides for each server whether it is the operator's or ours. From here on nobody knows the difference. */
@Configuration(proxyBeanMethods = false)
class ServersLink {

    /** Closed last of all, because everything else uses what runs in it. */
    @Bean(destroyMethod = "close")
    OwnServers ownServers(NodeSettings node, PostgresSettings postgres, RedisSettings redis) {
        return OwnServers.start(node.homeDirectory(), postgres.url() == null, redis.url() == null);
    }

    @Bean
    PostgresUrl postgresUrl(PostgresSettings settings, OwnServers own) {
        String url = settings.url();
        return url == null
                ? own.services()
                        .flatMap(EmbeddedServices::postgres)
                        .map(ServersLink::postgresAt)
                        .orElseThrow()
                : said(() ->
                        PostgresUrl.parse("weir.postgres.url", url).signedInAs(settings.user(), settings.password()));
    }

    @Bean
    RedisUrl redisUrl(RedisSettings settings, OwnServers own) {
        String url = settings.url();
        return url == null
                ? own.services()
                        .flatMap(EmbeddedServices::redis)
                        .map(ServersLink::redisAt)
                        .orElseThrow()
                : said(() -> RedisUrl.parse(url).signedInAs(settings.user(), settings.password()));
    }

    private static PostgresUrl postgresAt(Endpoint endpoint) {
        return new PostgresUrl(
                List.of(new PostgresUrl.Host(endpoint.host(), endpoint.port())),
                endpoint.database(),
                endpoint.user(),
                endpoint.password(),
                Map.of("sslmode", "disable"));
    }

    private static RedisUrl redisAt(Endpoint endpoint) {
        return new RedisUrl(
                RedisUrl.Topology.STANDALONE,
                false,
                List.of(new RedisUrl.Host(endpoint.host(), endpoint.port())),
                null,
                endpoint.password(),
                0,
                null);
    }

    private static <T> T said(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException malformed) {
            throw new StartupFailure(malformed.getMessage() + ".", malformed);
        }
    }
}
