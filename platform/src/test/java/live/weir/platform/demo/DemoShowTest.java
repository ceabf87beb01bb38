package live.weir.platform.demo;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.weir.platform.channel.StreamKeys;
import live.weir.platform.testing.WeirTest;
import live.weir.testing.HouseRules;
import live.weir.testing.Now;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;

/**
 * The demo as far as the node's door for encoders, which here takes the key and turns everybody away. The child is real;
 * what it does behind the door is tested where it is written.
 */
@WeirTest
@Import(DemoShowTest.Door.class)
@TestPropertySource(properties = {"weir.demo=true", "weir.home=target/demo-home"})
@DirtiesContext
@ExtendWith(HouseRules.class)
class DemoShowTest {

    private final DemoShow show;
    private final DemoNews news;
    private final StreamKeys keys;
    private final BlockingQueue<String> presented;
    private final WebTestClient client;

    @Autowired
    DemoShowTest(DemoShow show, DemoNews news, StreamKeys keys, Door.Presented presented, WebTestClient client) {
        this.show = show;
        this.news = news;
        this.keys = keys;
        this.presented = presented.keys();
        this.client = client;
    }

    /** Before all else that looks at requests. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Door {

        record Presented(BlockingQueue<String> keys) {}

        @Bean
        Presented presented() {
            return new Presented(new LinkedBlockingQueue<>());
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        WebFilter door(Presented presented) {
            return (exchange, chain) -> {
                if (!exchange.getRequest().getPath().value().equals("/whip/demo")) {
                    return chain.filter(exchange);
                }
                String bearer = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
                presented.keys().add(String.valueOf(bearer).replace("Bearer ", ""));
                exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
                return exchange.getResponse().setComplete();
            };
        }
    }

    @Test
    void the_performer_comes_with_a_key_of_the_demo_channel() throws Exception {
        assertThat(Now.now(keys.channelOf(nextKey())).slug()).isEqualTo("demo");
        client.get()
                .uri("/api/v1/channels/demo")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.slug")
                .isEqualTo("demo");
    }

    @Test
    void nobody_signs_in_as_the_demo() {
        client.post()
                .uri("/api/v1/sessions")
                .bodyValue(Map.of("handle", "demo", "password", "four plain words here"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void a_performer_who_is_turned_away_is_told_of_in_the_health_and_makes_no_node_worse() throws Exception {
        eventually(() -> assertThat(health().getDetails())
                .containsEntry("state", "off-air")
                .extractingByKey("details")
                .asString()
                .startsWith("the server cannot be reached"));
        assertThat(health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void a_context_that_stops_and_starts_begins_anew_with_another_key() throws Exception {
        String first = nextKey();
        show.stop();
        assertThat(health().getDetails()).containsEntry("state", "off");
        presented.clear();
        show.start();
        String second = nextKey();
        assertThat(second).isNotEqualTo(first);
        assertThat(Now.now(keys.channelOf(second)).slug()).isEqualTo("demo");
        assertThat(Now.now(keys.channelOf(first).hasElement())).isFalse();
    }

    private Health health() {
        return Now.now(news.health());
    }

    private String nextKey() throws InterruptedException {
        return Objects.requireNonNull(presented.poll(60, TimeUnit.SECONDS), () -> "nobody came: " + health());
    }
}
