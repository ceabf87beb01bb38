package live.weir.platform.stage;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Lease;
import live.weir.signaling.stage.StageMemory;
import live.weir.signaling.stage.StageRefused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Three nodes and one Redis, which really stops and comes back. */
class StageLeasesTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private static TestServers servers;
    private static TestNode one;
    private static TestNode two;
    private static TestNode three;

    @BeforeAll
    static void start() {
        servers = TestServers.own("leases");
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        one = TestNode.start(postgres, redis, "--weir.cluster.url=http://one.test:8080");
        two = TestNode.start(postgres, redis, "--weir.cluster.url=http://two.test:8080");
        three = TestNode.start(postgres, redis);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        three.close();
        servers.close();
    }

    @Test
    void one_node_has_a_stage_and_the_others_are_told_where() throws Exception {
        ChannelCard channel = channel();
        Lease lease = now(leases(one).take(channel));
        assertThat(now(leases(one).take(channel))).isEqualTo(lease);
        expectElsewhere(leases(two).take(channel));
        NodeLease holder = now(holders(two).of(channel.id()));
        assertThat(holder.node()).isEqualTo(one.bean(NodeRegistry.class).id());
        assertThat(holder.url()).hasToString("http://one.test:8080");
        assertThat(holder.epoch()).isEqualTo(lease.epoch());

        done(leases(one).release(lease));
        Lease next = now(leases(two).take(channel));
        assertThat(next.epoch()).isGreaterThan(lease.epoch());
        eventually(
                () -> assertThat(now(holders(three).of(channel.id())).epoch()).isEqualTo(next.epoch()));
    }

    @Test
    void of_fifty_who_take_at_once_one_node_gets_it_with_one_epoch() {
        ChannelCard channel = channel();
        List<Optional<Lease>> answers = now(Flux.range(0, 51)
                .flatMap(
                        round -> leases(List.of(one, two, three).get(round % 3))
                                .take(channel)
                                .map(Optional::of)
                                .onErrorResume(StageRefused.class, elsewhere -> Mono.just(Optional.empty()))
                                .subscribeOn(Schedulers.parallel()),
                        51)
                .collectList());
        assertThat(answers.stream().flatMap(Optional::stream)).hasSize(17);
        assertThat(answers.stream().flatMap(Optional::stream).distinct()).hasSize(1);
    }

    @Test
    void when_the_owner_dies_another_takes_the_stage_with_a_higher_epoch_and_what_the_first_still_writes_is_refused()
            throws Exception {
        ChannelCard channel = channel();
        Lease first = now(leases(three).take(channel));
        done(memory(three).keep(first, bytes("first"), LIFE));
        Queue<Lease> lost = new ConcurrentLinkedQueue<>();
        leases(three).onLost(lost::add);

        leases(three).stop(); // as if it hung: it renews nothing and gives nothing back
        eventually(() -> assertThat(taken(one, channel)).isPresent());
        Lease second = now(leases(one).take(channel));
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(now(memory(one).recall(channel.id()))).isEqualTo(bytes("first"));
        expectElsewhere(memory(three).keep(first, bytes("late"), LIFE)); // even before the second has written anything
        done(memory(one).keep(second, bytes("second"), LIFE));
        expectElsewhere(memory(three).keep(first, bytes("later"), LIFE));
        assertThat(now(memory(two).recall(channel.id()))).isEqualTo(bytes("second"));

        leases(three).start();
        eventually(() -> assertThat(lost).containsExactly(first));
        assertThat(leases(three).holds(channel.id())).isFalse();
        assertThat(leases(one).holds(channel.id())).isTrue();
    }

    @Test
    void a_node_that_ends_gives_its_stages_back_at_once_and_one_that_was_paused_takes_them_again() throws Exception {
        ChannelCard left = channel();
        ChannelCard kept = channel();
        Lease lost = now(leases(two).take(left));
        Lease again = now(leases(two).take(kept));
        done(Mono.<Void>create(sink -> leases(two).stop(sink::success)));
        assertThat(now(leases(one).take(left)).epoch()).isGreaterThan(lost.epoch());
        assertThat(now(board(one).isHeld(kept.id()))).isFalse();
        leases(two).start();
        eventually(() -> {
            assertThat(leases(two).holds(left.id())).isFalse();
            assertThat(now(board(one).isHeld(kept.id()))).isTrue();
        });
        assertThat(now(leases(two).take(kept))).isEqualTo(again);
    }

    @Test
    void while_redis_is_away_nodes_go_on_alone_and_of_two_who_took_the_same_stage_the_later_one_keeps_it()
            throws Exception {
        ChannelCard shared = channel();
        ChannelCard undisturbed = channel();
        Lease before = now(leases(one).take(shared));
        Lease own = now(leases(one).take(undisturbed));
        Queue<Lease> lost = new ConcurrentLinkedQueue<>();
        leases(one).onLost(lost::add);
        servers.redis().stop();
        eventually(() -> assertThat(two.bean(Bus.class).isConnected()).isFalse());

        assertThat(now(leases(one).take(shared))).isEqualTo(before);
        Lease alone = now(leases(two).take(shared));
        assertThat(alone.epoch()).isGreaterThan(before.epoch());
        ChannelCard fresh = channel();
        Lease made = now(leases(two).take(fresh));
        done(memory(two).keep(made, bytes("kept here"), LIFE));
        assertThat(now(memory(two).recall(fresh.id()))).isEqualTo(bytes("kept here"));
        assertThat(holders(three).of(fresh.id()).blockOptional()).isEmpty();

        servers.redis().start();
        eventually(() -> {
            assertThat(lost).containsExactly(before);
            assertThat(leases(two).holds(shared.id())).isTrue();
            assertThat(now(holders(three).of(fresh.id())).epoch()).isEqualTo(made.epoch());
            assertThat(memory(three).recall(fresh.id()).onErrorComplete().blockOptional())
                    .contains(bytes("kept here"));
        });
        assertThat(now(leases(one).take(undisturbed))).isEqualTo(own);
        assertThat(now(holders(three).of(undisturbed.id())).epoch()).isEqualTo(own.epoch());
    }

    private static Optional<Lease> taken(TestNode node, ChannelCard channel) {
        return leases(node).take(channel).onErrorComplete(StageRefused.class).blockOptional();
    }

    private static void expectElsewhere(Mono<?> refused) {
        assertThatThrownBy(() -> done(refused))
                .isInstanceOfSatisfying(
                        StageRefused.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(StageRefused.Reason.ELSEWHERE));
    }

    private static ChannelCard channel() {
        return new ChannelCard(ChannelId.next().toString(), "some", "Some channel");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RedisStageLeases leases(TestNode node) {
        return node.bean(RedisStageLeases.class);
    }

    private static StageHolders holders(TestNode node) {
        return node.bean(StageHolders.class);
    }

    private static LeaseBoard board(TestNode node) {
        return node.bean(LeaseBoard.class);
    }

    private static StageMemory memory(TestNode node) {
        return node.bean(StageMemory.class);
    }
}
