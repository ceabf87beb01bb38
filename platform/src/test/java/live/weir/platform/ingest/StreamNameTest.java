package live.weir.platform.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamNameTest {

    private static final String KEY = "wk_abc";

    @Test
    void a_key_alone_is_enough() {
        assertThat(StreamName.read("live", KEY)).contains(new StreamName(null, KEY));
        assertThat(StreamName.read("live", KEY + "?bandwidthtest=true")).contains(new StreamName(null, KEY));
    }

    @Test
    void a_channel_may_be_named_in_the_address_or_before_the_key() {
        assertThat(StreamName.read("live/olga", KEY)).contains(new StreamName("olga", KEY));
        assertThat(StreamName.read("live", "olga?key=" + KEY)).contains(new StreamName("olga", KEY));
        assertThat(StreamName.read("live", "olga?a=b&key=" + KEY)).contains(new StreamName("olga", KEY));
    }

    @ParameterizedTest
    @CsvSource({"live, olga", "vod, wk_abc", "'', wk_abc", "live, olga?kay=wk_abc", "liver, wk_abc", "live, ?key=wk_abc"
    })
    void all_else_has_no_key_in_it(String app, String name) {
        assertThat(StreamName.read(app, name)).isEmpty();
    }

    @Test
    void it_is_not_told_to_logs() {
        assertThat(new StreamName("olga", KEY).toString()).doesNotContain(KEY);
    }
}
