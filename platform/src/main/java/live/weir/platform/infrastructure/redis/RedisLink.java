package live.weir.platform.infrastructure.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import live.weir.platform.resilience.Guards;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.WithAuthentication;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** Joins the way to Redis together, for one server, Sentinels or a cluster. */
@Configuration(proxyBeanMethods = false)
class RedisLink {

    private static final int QUEUED_COMMANDS = 20_000;

    @Bean(destroyMethod = "shutdown")
    ClientResources lettuceResources(ObjectProvider<ClientResourcesBuilderCustomizer> customizers) {
        ClientResources.Builder builder = ClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled()) // a histogram that nobody reads
                .reconnectDelay(
                        Delay.fullJitter(Duration.ofMillis(20), Duration.ofSeconds(1), 20, TimeUnit.MILLISECONDS));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    LettuceConnectionFactory redisConnectionFactory(RedisUrl url, RedisSettings settings, ClientResources resources) {
        LettuceConnectionFactory factory = factory(url, client(url, resources));
        // Without it the first command would open the connection on the event loop that sends it, and block there.
        factory.setEagerInitialization(true);
        return FirstContact.patiently(factory, url, settings.patience());
    }

    @Bean
    CommandConnections redisCommandConnections(LettuceConnectionFactory factory) {
        return new CommandConnections(factory);
    }

    @Bean
    Redis redis(CommandConnections connections, RedisSettings settings, Guards guards) {
        ReactiveStringRedisTemplate template = new ReactiveStringRedisTemplate(connections.factory());
        return new Redis(
                template,
                connections,
                guards.create(
                        "redis",
                        settings.guard().withTimeout(min(settings.guard().timeout(), RedisSettings.TIMEOUT)),
                        RedisFailures::isFailure,
                        () -> template.hasKey("weir:probe")));
    }

    @Bean
    Bus bus(LettuceConnectionFactory connections, Redis redis, MeterRegistry meters) {
        return new Bus(connections, redis, meters);
    }

    @Bean
    Topics topics(LettuceConnectionFactory connections) {
        return new Topics(connections);
    }

    private static Duration min(Duration first, Duration second) {
        return first.compareTo(second) < 0 ? first : second;
    }

    private static LettuceClientConfiguration client(RedisUrl url, ClientResources resources) {
        LettuceClientConfiguration.LettuceClientConfigurationBuilder builder = LettuceClientConfiguration.builder()
                .clientResources(resources)
                .clientName("weir")
                .commandTimeout(RedisSettings.TIMEOUT)
                .shutdownTimeout(Duration.ofMillis(200))
                .clientOptions(options(url));
        return url.tls() ? builder.useSsl().build() : builder.build();
    }

    private static ClientOptions options(RedisUrl url) {
        ClientOptions.Builder builder = url.topology() == RedisUrl.Topology.CLUSTER
                ? ClusterClientOptions.builder()
                        .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                                .enablePeriodicRefresh(Duration.ofSeconds(30))
                                .build())
                : ClientOptions.builder();
        return builder.autoReconnect(true)
                // A command that waits for a reconnection is worse than one that fails: the caller has a fallback.
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUED_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(RedisSettings.TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(2))
                        .keepAlive(true)
                        .build())
                .build();
    }

    private static LettuceConnectionFactory factory(RedisUrl url, LettuceClientConfiguration client) {
        return switch (url.topology()) {
            case STANDALONE -> new LettuceConnectionFactory(standalone(url), client);
            case SENTINEL -> new LettuceConnectionFactory(sentinel(url), client);
            case CLUSTER -> new LettuceConnectionFactory(cluster(url), client);
        };
    }

    private static RedisStandaloneConfiguration standalone(RedisUrl url) {
        RedisUrl.Host host = url.hosts().get(0);
        RedisStandaloneConfiguration target = new RedisStandaloneConfiguration(host.name(), host.port());
        target.setDatabase(url.database());
        return signIn(target, url);
    }

    private static RedisSentinelConfiguration sentinel(RedisUrl url) {
        RedisSentinelConfiguration target = new RedisSentinelConfiguration();
        target.setMaster(String.valueOf(url.master()));
        url.hosts().forEach(host -> target.addSentinel(new RedisNode(host.name(), host.port())));
        target.setDatabase(url.database());
        return signIn(target, url);
    }

    private static RedisClusterConfiguration cluster(RedisUrl url) {
        RedisClusterConfiguration target = new RedisClusterConfiguration();
        url.hosts().forEach(host -> target.addClusterNode(new RedisNode(host.name(), host.port())));
        return signIn(target, url);
    }

    private static <T extends WithAuthentication> T signIn(T target, RedisUrl url) {
        if (url.user() != null) {
            target.setUsername(url.user());
        }
        if (url.password() != null) {
            target.setPassword(url.password());
        }
        return target;
    }
}
