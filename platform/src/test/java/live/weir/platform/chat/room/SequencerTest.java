package live.weir.platform.chat.room;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.weir.platform.chat.protocol.ChatCodec;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Two nodes' rooms over one log, which may be out of reach. */
class SequencerTest {

    private static final ChatCodec CODEC = new ChatCodec();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final MemoryLog log = new MemoryLog();
    private final Hall one = new Hall();
    private final Hall other = new Hall();

    /** It reads files when it is first used: not on the event loop of the first test, please. */
    @BeforeAll
    static void load() {
        assertThat(ContextRegistry.getInstance()).isNotNull();
    }

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void what_happens_on_two_nodes_has_one_order_on_both() throws Exception {
        one.says("a");
        other.says("b");
        one.says("c");

        eventually(() -> {
            assertThat(one.texts()).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(other.heard()).isEqualTo(one.heard());
        });
    }

    @Test
    void what_the_topic_did_not_bring_is_read_from_the_log() throws Exception {
        other.deaf = true;
        one.says("missed");
        eventually(() -> assertThat(one.texts()).containsExactly("missed"));
        other.deaf = false;
        one.says("heard");

        eventually(() -> assertThat(other.texts()).containsExactly("missed", "heard"));
        assertThat(other.missed).isEmpty();
    }

    @Test
    void the_same_thing_again_keeps_its_number() throws Exception {
        one.says("once");
        eventually(() -> assertThat(one.outcomes).hasSize(1));
        one.says("once");

        eventually(() -> assertThat(one.outcomes).containsExactly("once 1", "once 1"));
        assertThat(one.texts()).containsExactly("once");
    }

    @Test
    void alone_each_goes_on_and_together_again_nothing_is_lost_or_there_twice() throws Exception {
        one.says("together");
        eventually(() -> assertThat(other.texts()).containsExactly("together"));
        log.away = true;
        one.says("alone one");
        other.says("alone other");
        eventually(() -> {
            assertThat(one.texts()).containsExactly("together", "alone one");
            assertThat(other.texts()).containsExactly("together", "alone other");
        });
        assertThat(one.provisional).containsExactly("alone one");

        log.away = false;
        eventually(() -> {
            assertThat(one.texts()).containsExactlyInAnyOrder("together", "alone one", "alone other");
            assertThat(other.texts()).containsExactlyInAnyOrder("together", "alone one", "alone other");
            assertThat(one.moves).hasSize(1);
            assertThat(other.moves).hasSize(1);
        });
        assertThat(log.texts()).containsExactlyInAnyOrder("together", "alone one", "alone other");
        other.says("after");
        eventually(() -> assertThat(one.texts()).endsWith("after"));
    }

    @Test
    void what_reached_the_log_although_its_answer_was_lost_is_there_once() throws Exception {
        log.losesAnswers = true;
        one.says("did it arrive?");
        eventually(() -> assertThat(one.outcomes).hasSize(1));
        log.losesAnswers = false;
        one.says("and this");

        eventually(() -> assertThat(log.texts()).containsExactly("did it arrive?", "and this"));
        eventually(() -> assertThat(other.texts()).containsExactly("did it arrive?", "and this"));
        assertThat(one.texts()).containsExactly("did it arrive?", "and this");
        // The number that was one's alone is nobody's now.
        assertThat(other.missed).containsExactly("2 to 2");
        assertThat(one.missed).isEmpty();
    }

    /** Redis had all of it in one moment, and the room heard of it crosswise. */
    @Test
    void what_was_heard_before_the_answer_about_our_own_waits_for_it() throws Exception {
        Sinks.Empty<Void> answer = Sinks.empty();
        log.until = answer.asMono();
        log.stale = true;
        one.deaf = true; // a node is not told its own news
        one.says("mine");
        eventually(() -> assertThat(log.texts()).containsExactly("mine"));
        one.deaf = false;
        log.until = Mono.empty();
        other.says("theirs");
        eventually(() -> assertThat(log.staleReadings).hasValueGreaterThan(2));
        assertThat(one.texts()).isEmpty();

        answer.tryEmitEmpty();
        eventually(() -> assertThat(one.texts()).containsExactly("mine", "theirs"));
        assertThat(one.outcomes).containsExactly("mine 1");
        assertThat(one.missed).isEmpty();
    }

    @Test
    void what_is_never_found_is_given_up_and_said_so() throws Exception {
        other.deaf = true;
        one.says("gone");
        eventually(() -> assertThat(one.texts()).containsExactly("gone"));
        other.deaf = false;
        log.stale = true;
        one.says("there");
        eventually(() -> assertThat(other.texts()).containsExactly("there"));
        assertThat(other.missed).containsExactly("1 to 1");
    }

    @Test
    void the_same_thing_said_on_both_while_they_were_apart_is_one_node_s_alone() throws Exception {
        log.away = true;
        one.says("again");
        other.says("again", Instant.EPOCH.plusSeconds(1));
        eventually(() -> assertThat(other.outcomes).hasSize(1));
        eventually(() -> assertThat(one.outcomes).hasSize(1));

        log.away = false;
        eventually(() -> {
            assertThat(one.moves).hasSize(1);
            assertThat(other.moves).hasSize(1);
        });
        assertThat(log.texts()).containsExactly("again");
        assertThat(one.moves.get(0).to()).isEqualTo(other.moves.get(0).to());
        assertThat(one.moves.get(0).twin()).isNotEqualTo(other.moves.get(0).twin());
    }

    /** One node's room. */
    private final class Hall implements Sequencer.Audience {

        private final Sequencer sequencer = new Sequencer("room", loop, log, CODEC, this, 0);
        private final List<Numbered> events = new CopyOnWriteArrayList<>();
        private final List<String> provisional = new CopyOnWriteArrayList<>();
        private final List<String> outcomes = new CopyOnWriteArrayList<>();
        private final List<Sequencer.Move> moves = new CopyOnWriteArrayList<>();
        private final List<String> missed = new CopyOnWriteArrayList<>();
        private volatile boolean deaf;

        Hall() {
            log.listeners.add(stretch -> {
                if (!deaf) {
                    loop.execute(() -> sequencer.heard(stretch));
                }
            });
        }

        void says(String text) {
            says(text, Instant.EPOCH);
        }

        void says(String text, Instant at) {
            SystemEvent event = new SystemEvent(0, text, "notice", at, text);
            loop.execute(
                    () -> sequencer.submit(new Draft(text, "", 0, 0, event, CODEC.writeText(event), outcome(text))));
        }

        private Draft.Outcome outcome(String text) {
            return new Draft.Outcome() {
                @Override
                public void happened(long seq, boolean before) {
                    outcomes.add(text + " " + seq);
                }

                @Override
                public void tooSoon(long millis) {
                    outcomes.add(text + " too soon");
                }

                @Override
                public void overloaded() {
                    outcomes.add(text + " overloaded");
                }
            };
        }

        @Override
        public void happened(Numbered event) {
            events.add(event);
            if (event.provisional()) {
                provisional.add(event.event().id());
            }
        }

        @Override
        public void moved(List<Sequencer.Move> now) {
            moves.addAll(now);
        }

        @Override
        public void missed(long from, long to) {
            missed.add(from + " to " + to);
        }

        @Override
        public void alone(boolean now) {}

        List<String> texts() {
            return heard().stream()
                    .map(text -> text.substring(text.indexOf(' ') + 1))
                    .toList();
        }

        List<String> heard() {
            return loop.submit(() -> events.stream()
                            .map(event -> event.seq() + " " + event.event().id())
                            .toList())
                    .awaitUninterruptibly()
                    .getNow();
        }
    }
}
