package live.weir.platform.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets a node pay for traces and for ids in every log line only where somebody receives them: spans and the carrying of
 * thread-locals through every step of a chain cost several times what answering a cached read does.
 *
 * <p>Traces are made when an exporter is configured, and so are timers of single statements and commands. Ids are carried when traces are made or logs are structured. Whoever
 * sets the keys below by hand has the last word.
 */
final class TelemetryDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";
    private static final String STRUCTURED = "logging.structured.format.console";
    private static final String PROPAGATION = "spring.reactor.context-propagation";
    private static final String EXCLUDED = "spring.autoconfigure.exclude";
    private static final String TRACING =
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration,"
                    + "org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration,"
                    + "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean traced = environment.containsProperty(ENDPOINT);
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put(PROPAGATION, traced || environment.containsProperty(STRUCTURED) ? "auto" : "limited");
        if (!traced) {
            defaults.put(EXCLUDED, TRACING);
        }
        environment.getPropertySources().addLast(new MapPropertySource("weir telemetry", defaults));
    }

    /** After the configuration files were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
