package live.weir.platform.infrastructure.cluster;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.platform.infrastructure.NodeSettings.Role;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** How a node takes its leave. */
class DepartureTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void a_node_that_leaves_waits_for_what_is_under_way_and_gives_new_stages_to_others() throws Exception {
        List<String> passed = new CopyOnWriteArrayList<>();
        DisposableServer other = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    passed.add(request.uri());
                    return response.status(503).send();
                })
                .bindNow();
        TestServers servers = TestServers.shared();
        try (TestNode node =
                TestNode.start(servers.freshPostgresUrl(), servers.freshRedisUrl(), "--weir.drain.patience=100ms")) {
            node.register("grete");
            String token = node.signIn("grete");
            node.createChannel(token, "grete-place", "Here");
            NodeBoard board = node.bean(NodeBoard.class);
            NodeRegistry registry = node.bean(NodeRegistry.class);
            done(board.put(record("otherone", URI.create("http://127.0.0.1:" + other.port()), null)));
            done(board.put(record("leaving1", URI.create("http://127.0.0.1:1"), NOW)));

            AtomicInteger streams = new AtomicInteger(1);
            Departure departure = departure(node, streams);
            Thread closing = new Thread(departure::leave, "closing");
            closing.start();
            eventually(() -> assertThat(now(board.read()
                            .filter(each -> each.id().equals(registry.id().value()))
                            .map(NodeRecord::stays)
                            .collectList()))
                    .containsExactly(false));
            // A second's memory of who lives passes before the others count.
            eventually(() -> {
                node.as(token)
                        .post()
                        .uri("/whip/grete-place")
                        .contentType(MediaType.parseMediaType("application/sdp"))
                        .bodyValue("v=0\r\n")
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503);
                assertThat(passed).contains("/whip/grete-place");
            });
            assertThat(closing.isAlive()).isTrue();
            node.get("/api/v1/live").expectStatus().isOk();

            streams.set(0);
            closing.join(10_000);
            assertThat(closing.isAlive()).isFalse();
        } finally {
            other.disposeNow();
        }
    }

    @Test
    void what_a_node_of_an_earlier_release_says_of_itself_is_read_as_staying() {
        String earlier = JsonMapper.shared().writeValueAsString(record("otherone", null, NOW));
        String without = earlier.replaceAll(",?\"leavingSince\":\"[^\"]*\"", "");
        assertThat(without).isNotEqualTo(earlier);
        assertThat(JsonMapper.shared().readValue(without, NodeRecord.class).stays())
                .isTrue();
    }

    private static Departure departure(TestNode node, AtomicInteger streams) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("streams", new UnderWay() {
            @Override
            public String what() {
                return "streams";
            }

            @Override
            public int count() {
                return streams.get();
            }
        });
        return new Departure(
                new DrainSettings(Duration.ZERO, Duration.ofHours(1)),
                node.bean(NodeRegistry.class),
                beans.getBeanProvider(UnderWay.class),
                new GenericApplicationContext());
    }

    private static NodeRecord record(String id, @Nullable URI url, @Nullable Instant leavingSince) {
        return new NodeRecord(id, "1.2.3", Set.of(Role.STAGE), NOW, Instant.now(), url, leavingSince, Map.of());
    }
}
