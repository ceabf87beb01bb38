package live.weir.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.platform.infrastructure.StartupFailure;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * The engine: opened on the starting thread, before the node listens, and closed after all that uses it. A node that is
 * paused keeps it.
 */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Primary
    @Bean(destroyMethod = "") // EngineClosing does it, and waits
    MediaEngine mediaEngine(MediaSettings media, EngineFallback fallback, ObjectProvider<ServedMediaEngine> kurento) {
        ServedMediaEngine served = kurento.getIfAvailable();
        if (served == null) {
            return embedded(media);
        }
        return fallback.fallback() == EngineFallback.Kind.EMBEDDED
                ? new FallbackEngine(served, embedded(media))
                : served;
    }

    static MediaEngine embedded(MediaSettings settings) {
        try {
            return new EmbeddedEngineFactory()
                    .port(settings.port())
                    .bind(settings.bindAddresses())
                    .announce(settings.announcedAddresses())
                    .eventLoops(settings.eventLoopCount())
                    .maxPeers(settings.maxPeers())
                    .maxStages(settings.maxStages())
                    .open();
        } catch (UncheckedIOException taken) {
            throw new StartupFailure(sentence(settings), taken);
        }
    }

    private static String sentence(MediaSettings settings) {
        return "media port " + settings.port() + " (UDP and TCP) "
                + (settings.bind().isEmpty() ? "" : "on " + String.join(", ", settings.bind()) + " ")
                + "cannot be opened, because another program has it or the address is not this machine's; stop it, or"
                + " choose another by WEIR_MEDIA_PORT and WEIR_MEDIA_BIND.";
    }

    @Bean
    EngineClosing engineClosing(MediaEngine engine) {
        return new EngineClosing(engine);
    }

    @Bean
    EngineMeters engineMeters(MediaEngine engine, MeterRegistry meters) {
        return new EngineMeters(engine, meters);
    }

    @Bean
    EngineHealth engineHealthIndicator(
            MediaEngine engine, ObjectProvider<ServedMediaEngine> served, StageSettings settings) {
        return new EngineHealth(engine, served.getIfAvailable(), settings);
    }
}
