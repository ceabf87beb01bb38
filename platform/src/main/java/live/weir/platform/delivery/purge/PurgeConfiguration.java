package live.weir.platform.delivery.purge;

import io.micrometer.core.instrument.MeterRegistry;
import live.weir.platform.resilience.Guards;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.json.JsonMapper;

/** The purger, with a hook where the operator named one. */
@Configuration(proxyBeanMethods = false)
class PurgeConfiguration {

    @Bean
    Purger purger(
            PurgeSettings settings,
            ReactorResourceFactory resources,
            Guards guards,
            JsonMapper json,
            MeterRegistry meters) {
        PurgeHook hook =
                settings.url() == null ? null : new PurgeHook(settings.url(), settings, resources, guards, json);
        return new Purger(hook, settings, Purger.FORGOTTEN, meters);
    }
}
