package live.weir.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.kurento.KurentoEngineFactory;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.resilience.Guards;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The engine in front of Kurento's servers, where there are any. */
@Configuration(proxyBeanMethods = false)
@Conditional(KurentoIsChosen.class)
class KurentoConfiguration {

    /** Longer than a server that is well ever takes to answer a client's checks. */
    private static final Duration CONNECT = Duration.ofSeconds(15);

    @Bean(destroyMethod = "") // EngineClosing does it, and waits
    ServedMediaEngine kurentoEngine(
            KurentoSettings settings, MediaSettings media, Guards guards, NodeRegistry nodes, Clock clock) {
        return new KurentoEngineFactory()
                .servers(settings.urls())
                .owner(settings.house(), nodes.id().value(), Long.toString(clock.millis()), nodes::lives)
                .guards(new KurentoGuards(guards))
                .patience(settings.requestTimeout(), settings.pingInterval(), settings.away())
                .probe(settings.probeInterval(), settings.probeTimeout())
                .maxSessionsPerServer(settings.maxSessions())
                .taps(settings.tapAddress(), settings.firstTapPort(), settings.lastTapPort())
                .connect(CONNECT)
                .maxStages(media.maxStages())
                .open();
    }

    @Bean
    KurentoMeters kurentoMeters(ObjectProvider<ServedMediaEngine> engine, MeterRegistry meters) {
        return new KurentoMeters(engine.getObject(), meters);
    }
}
