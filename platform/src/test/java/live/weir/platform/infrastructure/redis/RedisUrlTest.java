package live.weir.platform.infrastructure.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import live.weir.platform.infrastructure.redis.RedisUrl.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource({
        "redis://h, STANDALONE, false, h:6379",
        "rediss://h:1/5, STANDALONE, true, h:1",
        "'redis-sentinel://a,b:2/3#main', SENTINEL, false, 'a:26379,b:2'",
        "'rediss-cluster://a:1,b:2', CLUSTER, true, 'a:1,b:2'"
    })
    void topology_tls_and_hosts_are_read(String text, Topology topology, boolean tls, String address) {
        RedisUrl url = RedisUrl.parse(text);
        assertThat(url.topology()).isEqualTo(topology);
        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.address()).isEqualTo(address);
    }

    @Test
    void a_password_may_stand_alone_or_beside_a_user() {
        assertThat(RedisUrl.parse("redis://:p%40w@h").password()).isEqualTo("p@w");
        assertThat(RedisUrl.parse("redis://p%40w@h").password()).isEqualTo("p@w");
        RedisUrl both = RedisUrl.parse("redis://me:pw@h");
        assertThat(both.user()).isEqualTo("me");
        assertThat(both.password()).isEqualTo("pw");
        assertThat(both.toString()).doesNotContain("pw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://h",
                "redis://",
                "redis://hunter2@h:0",
                "redis://hunter2@a,b",
                "redis-sentinel://hunter2@a",
                "redis-cluster://hunter2@a/1",
                "redis://hunter2@h/x",
                "redis://hunter2@h:70000"
            })
    void what_is_no_url_is_refused_without_repeating_the_password(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisUrl.parse(url))
                .withMessageContaining("weir.redis.url")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
    }
}
