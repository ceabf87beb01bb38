package live.weir.platform.infrastructure.cluster;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.weir.platform.infrastructure.NodeSettings.Role;
import live.weir.platform.testing.WeirTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WeirTest
class NodeRegistryTest {

    private final NodeRegistry registry;
    private final NodeBoard board;
    private final Clock clock;

    @Autowired
    NodeRegistryTest(NodeRegistry registry, NodeBoard board, Clock clock) {
        this.registry = registry;
        this.board = board;
        this.clock = clock;
    }

    @Test
    void a_node_knows_itself_and_the_others() {
        NodeRecord other = new NodeRecord(
                NodeId.random().value(),
                "1.2.3",
                Set.of(Role.MEDIA),
                clock.instant(),
                clock.instant(),
                URI.create("http://10.0.0.7:8080"),
                null,
                Map.of("postgres", "OPEN"));
        done(board.put(other));
        assertThat(now(registry.nodes())).contains(other);
        assertThat(now(registry.nodes()).get(0).id()).isEqualTo(registry.id().value());
        done(board.remove(new NodeId(other.id())));
        assertThat(now(registry.nodes())).doesNotContain(other);
    }

    @Test
    void a_node_that_stops_says_good_bye_and_one_that_starts_again_is_back() throws Exception {
        eventually(() -> assertThat(now(board.read().map(NodeRecord::id).collectList()))
                .contains(registry.id().value()));
        CountDownLatch stopped = new CountDownLatch(1);
        registry.stop(stopped::countDown);
        assertThat(stopped.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(now(board.read().map(NodeRecord::id).collectList()))
                .doesNotContain(registry.id().value());
        registry.start();
        eventually(() -> assertThat(now(board.read().map(NodeRecord::id).collectList()))
                .contains(registry.id().value()));
    }
}
