package live.weir.platform.delivery.purge;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import live.weir.platform.resilience.Guards;
import live.weir.platform.resilience.GuardsFixture;
import live.weir.platform.testing.CdnHook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.json.JsonMapper;

class PurgerTest {

    private static final PurgeOrder ORDER = new PurgeOrder("recording-deleted", List.of("/vod/1/"));
    private static final String TOLD = "{\"reason\":\"recording-deleted\",\"prefixes\":[\"/vod/1/\"]}";

    private final CdnHook cdn = new CdnHook();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Guards guards = GuardsFixture.guards(meters);
    private final ReactorResourceFactory resources = new ReactorResourceFactory();
    private final Purger purger = purger(2);

    private Purger purger(int most) {
        resources.afterPropertiesSet();
        URI url = URI.create(cdn.url());
        PurgeSettings settings = new PurgeSettings(url, "a token", Duration.ofSeconds(5), Duration.ofSeconds(30), most);
        PurgeHook hook = new PurgeHook(
                url, settings, resources, guards, JsonMapper.builder().build());
        return new Purger(hook, settings, Duration.ofMillis(200), meters);
    }

    @AfterEach
    void close() {
        purger.destroy();
        guards.destroy();
        resources.destroy();
        cdn.close();
    }

    private double count(String name) {
        return meters.get(name).counter().count();
    }

    @Test
    void a_purge_is_sent_at_once_and_again_when_every_node_has_forgotten() throws Exception {
        purger.purge(ORDER);

        eventually(() -> assertThat(cdn.told()).containsExactly(TOLD, TOLD));
        assertThat(cdn.bearers()).containsOnly("Bearer a token");
        eventually(() ->
                assertThat(meters.get("weir.purge.waiting").gauge().value()).isZero());
        assertThat(count("weir.purge.sent")).isEqualTo(2);
    }

    @Test
    void a_hook_that_is_away_gets_it_when_it_is_back() throws Exception {
        cdn.goAway();
        purger.purge(ORDER);
        cdn.comeBack();

        eventually(() -> assertThat(cdn.told()).hasSize(2));
    }

    @Test
    void a_hook_that_fails_is_asked_again() throws Exception {
        cdn.answer(503);
        purger.purge(ORDER);
        eventually(() -> assertThat(cdn.told()).hasSizeGreaterThanOrEqualTo(2));
        cdn.answer(200);

        eventually(() -> assertThat(count("weir.purge.sent")).isEqualTo(2));
    }

    @Test
    void what_the_hook_does_not_want_is_not_repeated() throws Exception {
        cdn.answer(400);
        purger.purge(ORDER);

        eventually(() -> assertThat(count("weir.purge.refused")).isEqualTo(1));
        assertThat(cdn.told()).hasSize(1);
    }

    @Test
    void no_more_wait_than_there_is_room_for() throws Exception {
        cdn.goAway();
        purger.purge(ORDER);
        purger.purge(ORDER);
        purger.purge(ORDER);

        assertThat(count("weir.purge.dropped")).isEqualTo(1);
        assertThat(meters.get("weir.purge.waiting").gauge().value()).isEqualTo(2);
        cdn.comeBack();
    }

    @Test
    void the_token_is_in_no_log() {
        assertThat(new PurgeSettings(null, "a token", Duration.ofSeconds(5), Duration.ofSeconds(30), 1))
                .asString()
                .doesNotContain("token");
    }
}
