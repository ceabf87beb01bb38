package live.weir.platform.launch;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses {@code weir.*} keys that do not exist: a misspelt key that is silently ignored costs its operator an evening.
 *
 * <p>It also lets environment variables write a key's dashes as underscores ({@code WEIR_WEB_MAX_BODY}), which Spring
 * Boot alone does not.
 */
final class ConfigurationCheck implements EnvironmentPostProcessor, Ordered {

    /** What Kubernetes puts into the environment of every pod beside a Service that is named weir. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "WEIR(_[A-Z0-9]+)*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_[A-Z]+(_[A-Z]+)?)?)");

    private static final String FOR_TESTS = "WEIR_TEST_";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        KnownKeys known = KnownKeys.load();
        Map<String, Object> respelt = new LinkedHashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                boolean variables =
                        source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
                for (String name : enumerable.getPropertyNames()) {
                    if (variables && name.startsWith("WEIR_")) {
                        String key = checkVariable(name, known);
                        Object value = enumerable.getProperty(name);
                        if (value != null && !key.isEmpty()) {
                            respelt.put(key, value);
                        }
                    } else if (name.toLowerCase(Locale.ROOT).startsWith("weir.")) {
                        checkProperty(name, known);
                    }
                }
            }
        }
        environment
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new MapPropertySource("weir environment", respelt));
    }

    /** The key with dashes that the variable sets by another spelling, or nothing. */
    private static String checkVariable(String variable, KnownKeys known) {
        if (variable.startsWith(FOR_TESTS)) {
            return "";
        }
        Optional<KnownKeys.Key> key = known.ofVariable(variable);
        if (key.isPresent()) {
            return key.get().name().contains("-") && key.get().variable().equals(variable)
                    ? key.get().name()
                    : "";
        }
        if (SERVICE_LINK.matcher(variable).matches()) {
            return "";
        }
        KnownKeys.Key nearest =
                known.nearestTo(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
        throw new RefusedConfiguration("The environment variable " + variable + " sets no key of Weir; the nearest is "
                + nearest.variable() + " (" + nearest.name() + ").");
    }

    private static void checkProperty(String property, KnownKeys known) {
        if (known.ofProperty(property).isEmpty()) {
            throw new RefusedConfiguration("There is no configuration key '" + property + "'; the nearest is '"
                    + known.nearestTo(property).name() + "'.");
        }
    }

    /** After the configuration files were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
