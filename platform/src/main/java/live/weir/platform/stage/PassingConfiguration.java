package live.weir.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.resilience.Guards;
import live.weir.platform.security.Secrets;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.TrustedProxies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Joins together what passes requests to the nodes that own their stages. */
@Configuration(proxyBeanMethods = false)
class PassingConfiguration {

    @Bean
    ClusterSecret clusterSecret(Redis redis, Bus bus, Secrets secrets) {
        return new ClusterSecret(redis, bus, secrets);
    }

    @Bean
    Passport passport(ClusterSecret secret, Clock clock, AdmissionSettings admission) {
        return new Passport(secret, clock, admission);
    }

    @Bean
    StageEdge stageEdge(Passport passport, TrustedProxies proxies, AdmissionSettings admission) {
        return new StageEdge(passport, proxies, admission);
    }

    @Bean
    PassingClient passingClient(ReactorResourceFactory resources, StageSettings settings) {
        return new PassingClient(resources, settings);
    }

    @Bean
    NodeGuards nodeGuards(Guards guards, PassingClient client, Clock clock) {
        return new NodeGuards(guards, client, clock);
    }

    @Bean
    PassingMeters passingMeters(MeterRegistry meters) {
        return new PassingMeters(meters);
    }

    @Bean
    RequestPasser requestPasser(
            PassingClient client,
            NodeGuards guards,
            Passport passport,
            ClientAddress addresses,
            NodeRegistry nodes,
            PassingMeters meters) {
        return new RequestPasser(client, guards, passport, addresses, nodes, meters);
    }

    @Bean
    NodePasser nodePasser(NodeRegistry nodes, PassingClient client, NodeGuards guards, RequestPasser requests) {
        return new NodePasser(nodes, client, guards, requests);
    }

    @Bean
    Passing passing(
            ChannelService channels,
            RedisStageLeases leases,
            StageHolders holders,
            NodeRegistry nodes,
            LeaseBoard board,
            RequestPasser requests,
            SocketPasser sockets) {
        return new Passing(
                channels, leases, holders, nodes, new StageNodes(nodes), new Succession(board), requests, sockets);
    }

    @Bean
    SocketPasser socketPasser(PassingClient client, NodeGuards guards, RequestPasser requests, PassingMeters meters) {
        return new SocketPasser(client, guards, requests, meters);
    }
}
