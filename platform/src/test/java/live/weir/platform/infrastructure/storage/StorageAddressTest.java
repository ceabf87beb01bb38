package live.weir.platform.infrastructure.storage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings that cannot be meant are refused at the start, in one sentence that names the key. */
class StorageAddressTest {

    private static @Nullable StorageAddress address(Map<String, String> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        return StorageAddress.of(binder.bindOrCreate("s", StorageSettings.class));
    }

    @Test
    void without_a_bucket_there_is_none() {
        assertThat(address(Map.of("s.region", "eu-central-1"))).isNull();
    }

    @Test
    void a_store_of_ones_own_is_asked_by_paths_and_amazons_by_host_names() {
        StorageAddress own = requireNonNull(
                address(Map.of("s.bucket", "weir", "s.endpoint", "https://s3.example:9000", "s.prefix", "live/")));
        StorageAddress amazons = requireNonNull(address(Map.of("s.bucket", "weir", "s.region", "eu-central-1")));

        assertThat(own.pathStyle()).isTrue();
        assertThat(own.shown()).isEqualTo("weir at s3.example:9000");
        assertThat(amazons.pathStyle()).isFalse();
        assertThat(amazons.shown()).isEqualTo("weir in eu-central-1");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, https://s3.example, weir.storage.bucket is missing",
        "access-key, key, weir.storage.bucket is missing",
    })
    void what_has_no_bucket_is_refused(String key, String value, String sentence) {
        assertThatThrownBy(() -> address(Map.of("s." + key, value)))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, Weir!, weir.storage.bucket 'Weir!' is no bucket's name",
        "access-key, key, weir.storage.access-key and secret-key go together",
        "endpoint, s3.example:9000, weir.storage.endpoint must be of the form",
        "endpoint, https://s3.example/bucket, weir.storage.endpoint must be of the form",
        "endpoint, https://user:word@s3.example, weir.storage.endpoint must be of the form",
        "region, Frankfurt am Main, weir.storage.region 'Frankfurt am Main' is not one",
        "prefix, weir, weir.storage.prefix 'weir' must be empty or folders",
        "prefix, ../, weir.storage.prefix '../' must be empty or folders",
    })
    void what_does_not_fit_is_refused(String key, String value, String sentence) {
        Map<String, String> settings = new java.util.HashMap<>(Map.of("s.bucket", "weir"));
        settings.put("s." + key, value);

        assertThatThrownBy(() -> address(settings))
                .isInstanceOf(StartupFailure.class)
                .hasMessageStartingWith(sentence)
                .hasMessageEndingWith(".");
    }
}
