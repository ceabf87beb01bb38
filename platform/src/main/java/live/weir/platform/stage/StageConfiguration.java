package live.weir.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.StreamKeys;
import live.weir.platform.channel.ViewerPasses;
import live.weir.platform.infrastructure.cluster.ClusterSettings;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.security.AccessTokenVerifier;
import live.weir.signaling.stage.StageLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stages ask of the platform, answered. */
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

    @Bean
    StageLimits stageLimits(StageSettings settings) {
        return settings.limits();
    }

    @Bean
    LeaseBoard leaseBoard(Redis redis, NodeRegistry nodes, ClusterSettings settings) {
        return new LeaseBoard(redis, nodes::id, settings);
    }

    @Bean
    RedisStageLeases stageLeases(LeaseBoard board, Bus bus, Clock clock, MeterRegistry meters) {
        return new RedisStageLeases(board, bus, clock, new LeaseMeters(meters));
    }

    @Bean
    StageHolders stageHolders(LeaseBoard board, Bus bus) {
        return new StageHolders(board, bus);
    }

    @Bean
    RedisStageMemory stageMemory(Redis redis, Bus bus, Clock clock) {
        return new RedisStageMemory(redis, bus, clock);
    }

    @Bean
    LeasedStages leasedStages(LeaseBoard board) {
        return new LeasedStages(board);
    }

    @Bean
    PlatformStageAccess stageAccess(
            AccessTokenVerifier tokens,
            StreamKeys keys,
            ChannelService channels,
            ViewerPasses passes,
            AdmissionSettings settings) {
        return new PlatformStageAccess(tokens, keys, channels, passes, new Admission(settings));
    }

    @Bean
    TurnRestServers iceServers(IceSettings settings, Clock clock) {
        return new TurnRestServers(settings, clock);
    }
}
