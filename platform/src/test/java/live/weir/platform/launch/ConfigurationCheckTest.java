package live.weir.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConfigurationCheckTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weir.home", "weir.postgres.url", "weir.postgres.guard.open-for", "weir.postgres.guard.openFor",
                "weir.postgres.replicas[0]", "weir.limits.sign-in", "server.port", "some.other.key"
            })
    void keys_that_exist_are_taken(String key) {
        property(key, "value");
        check();
        assertThat(environment.getProperty(key)).isEqualTo("value");
    }

    @ParameterizedTest
    @CsvSource({
        "weir.postgre.url, weir.postgres.url",
        "weir.hoem, weir.home",
        "weir.limits.signin-limit, weir.limits.sign-in",
        "weir.postgres.guard.timeouts, weir.postgres.guard.timeout"
    })
    void a_key_that_does_not_exist_is_refused_with_the_nearest(String key, String nearest) {
        property(key, "value");
        assertThatThrownBy(this::check).isInstanceOf(RefusedConfiguration.class).hasMessageContainingAll(key, nearest);
    }

    @Test
    void a_variable_that_sets_no_key_is_refused_with_the_nearest() {
        variable("WEIR_REDIS_ULR", "redis://localhost");
        assertThatThrownBy(this::check)
                .isInstanceOf(RefusedConfiguration.class)
                .hasMessageContainingAll("WEIR_REDIS_ULR", "WEIR_REDIS_URL");
    }

    @Test
    void a_variable_may_write_dashes_as_underscores() {
        variable("WEIR_POSTGRES_GUARD_OPEN_FOR", "3s");
        check();
        assertThat(environment.getProperty("weir.postgres.guard.open-for")).isEqualTo("3s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEIR_SERVICE_HOST",
                "WEIR_SERVICE_PORT",
                "WEIR_SERVICE_PORT_HTTP",
                "WEIR_PORT",
                "WEIR_PORT_8080_TCP",
                "WEIR_PORT_8080_TCP_ADDR",
                "WEIR_MEDIA_SERVICE_HOST",
                "WEIR_TEST_KURENTO_URL",
                "WEIRD"
            })
    void what_kubernetes_and_tests_put_into_the_environment_is_left_alone(String name) {
        variable(name, "tcp://10.0.0.1:8080");
        check();
        assertThat(environment.getProperty(name)).isEqualTo("tcp://10.0.0.1:8080");
    }

    private void property(String key, String value) {
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(key, value)));
    }

    private void variable(String name, String value) {
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, value)));
    }

    private void check() {
        new ConfigurationCheck().postProcessEnvironment(environment, new SpringApplication());
    }
}
