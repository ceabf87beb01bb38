package live.weir.signaling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import live.weir.bridge.engine.MediaException;
import live.weir.signaling.stage.IceServers.IceServer;
import live.weir.signaling.stage.StageRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HeadersTest {

    @Test
    void servers_are_linked_with_credentials_where_they_need_some() {
        assertThat(IceServerLinks.of(List.of(
                        new IceServer(List.of("stun:a.example"), "unused", "unused"),
                        new IceServer(List.of("turn:b.example", "turns:b.example:443"), "17:a\"b", "back\\slash"))))
                .containsExactly(
                        "<stun:a.example>; rel=\"ice-server\"",
                        "<turn:b.example>; rel=\"ice-server\"; username=\"17:a\\\"b\"; credential=\"back\\\\slash\";"
                                + " credential-type=\"password\"",
                        "<turns:b.example:443>; rel=\"ice-server\"; username=\"17:a\\\"b\"; credential=\"back\\\\slash\";"
                                + " credential-type=\"password\"");
    }

    @Test
    void nothing_breaks_out_of_a_link() {
        assertThat(IceServerLinks.of(List.of(
                        new IceServer(List.of("stun:a>; rel=\"x\"", "stun:a\r\nX: y", ""), null, null),
                        new IceServer(List.of("turn:a.example"), "a\r\nX: y", "b"))))
                .containsExactly("<turn:a.example>; rel=\"ice-server\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1:a\"             | true",
                "*                   | true",
                "\"*\"               | true",
                "\"x\", \"1:a\"      | true",
                "W/\"1:a\"           | false",
                "1:a                 | false",
                "\"1:A\"             | false"
            })
    void a_condition_holds_by_strong_comparison(String header, boolean holds) {
        IfMatch condition = IfMatch.of(List.of(header));
        if (holds) {
            condition.require("\"1:a\"");
        } else {
            assertThatThrownBy(() -> condition.require("\"1:a\""))
                    .isInstanceOfSatisfying(
                            HttpRefused.class,
                            refused -> assertThat(refused.status().value()).isEqualTo(412));
        }
    }

    @Test
    void no_condition_is_no_condition_however_it_is_written() {
        for (List<String> none : List.of(List.<String>of(), List.of(""), List.of(" , ,"))) {
            assertThatThrownBy(() -> IfMatch.of(none))
                    .isInstanceOfSatisfying(
                            HttpRefused.class,
                            refused -> assertThat(refused.status().value()).isEqualTo(428));
        }
    }

    @ParameterizedTest
    @EnumSource(StageRefused.Reason.class)
    void who_may_come_back_is_told_when(StageRefused.Reason reason) {
        HttpRefused refused = HttpRefused.of(StageRefused.of(reason, "No.", Duration.ofMillis(4100)));
        boolean later = refused.status().is5xxServerError()
                || List.of(409, 429).contains(refused.status().value());

        assertThat(refused.headers().getOrDefault("Retry-After", "")).isEqualTo(later ? "5" : "");
        assertThat(refused.getMessage()).isEqualTo("No.");
    }

    @ParameterizedTest
    @EnumSource(MediaException.Reason.class)
    void what_the_engine_refuses_has_a_status(MediaException.Reason reason) {
        assertThat(HttpRefused.of(new MediaException(reason, "No.")).status().isError())
                .isTrue();
    }
}
