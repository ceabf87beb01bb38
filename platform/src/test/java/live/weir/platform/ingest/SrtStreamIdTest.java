package live.weir.platform.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import live.weir.bridge.ingest.srt.SrtRefused;
import live.weir.bridge.ingest.srt.SrtRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SrtStreamIdTest {

    private static final String KEY = "wk_abc";

    @Test
    void a_key_alone_is_enough() {
        assertThat(SrtStreamId.read(KEY)).isEqualTo(new StreamName(null, KEY));
        assertThat(SrtStreamId.read("#!::u=wk_abc")).isEqualTo(new StreamName(null, KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "olga?key=wk_abc",
                "#!::r=olga,m=publish,u=wk_abc",
                "#!::m=publish,s=wk_abc,u=somebody,r=olga,t=stream,x,=",
                "#!::r=olga?key=wk_abc,m=publish"
            })
    void a_channel_may_be_named(String id) {
        assertThat(SrtStreamId.read(id)).isEqualTo(new StreamName("olga", KEY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!::r=olga,m=request,u=wk_abc | BAD_MODE",
                "#!::r=olga,m=bidirectional,u=wk_abc | BAD_MODE",
                "#!::r=olga,m=publish,t=file,u=wk_abc | BAD_REQUEST",
                "#!::r=olga,m=publish | BAD_REQUEST",
                "#!:{r=olga,u=wk_abc} | BAD_REQUEST",
                "#!:: | BAD_REQUEST",
                "olga | BAD_REQUEST",
                "'' | BAD_REQUEST"
            })
    void all_else_is_refused(String id, Reason reason) {
        assertThatExceptionOfType(SrtRefused.class)
                .isThrownBy(() -> SrtStreamId.read(id))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
