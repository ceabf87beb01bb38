package live.weir.platform.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import live.weir.signaling.stage.IceServers.IceServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnRestServersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_789_956_800), ZoneOffset.UTC);

    @Test
    void credentials_are_what_turns_rest_api_says_they_are() {
        TurnRestServers servers = new TurnRestServers(
                new IceSettings(
                        List.of("stun:stun.example:3478"),
                        List.of("turn:turn.example:3478?transport=udp", "turns:turn.example:5349"),
                        "north",
                        Duration.ofHours(12),
                        true),
                CLOCK);
        // printf '1790000000:p4k2mz8q' | openssl dgst -sha1 -hmac north -binary | base64
        assertThat(servers.forClient("p4k2mz8q"))
                .containsExactly(
                        new IceServer(List.of("stun:stun.example:3478"), null, null),
                        new IceServer(
                                List.of("turn:turn.example:3478?transport=udp", "turns:turn.example:5349"),
                                "1790000000:p4k2mz8q",
                                "B/oVX3vmqG1qjP+gvowsHKEANzY="));
        assertThat(servers.relayOnly()).isTrue();
    }

    @Test
    void without_settings_there_are_no_servers() {
        TurnRestServers servers =
                new TurnRestServers(new IceSettings(List.of(), List.of(), null, Duration.ofHours(12), false), CLOCK);
        assertThat(servers.forClient("anybody")).isEmpty();
        assertThat(servers.relayOnly()).isFalse();
    }

    @Test
    void settings_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> settings(List.of("turn:turn.example"), null, false))
                .hasMessageContaining("go together");
        assertThatThrownBy(() -> settings(List.of(), "north", false)).hasMessageContaining("go together");
        assertThatThrownBy(() -> settings(List.of(), null, true)).hasMessageContaining("weir.ice.relay-only");
        assertThat(settings(List.of("turn:turn.example"), "north", true).toString())
                .doesNotContain("north");
    }

    private static IceSettings settings(List<String> turn, @Nullable String secret, boolean relayOnly) {
        return new IceSettings(List.of(), turn, secret, Duration.ofHours(1), relayOnly);
    }
}
