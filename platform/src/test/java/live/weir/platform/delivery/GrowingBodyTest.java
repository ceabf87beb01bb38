package live.weir.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.weir.bridge.hls.Sequel;
import org.junit.jupiter.api.Test;

/** A body that is written while it is made, to clients of all speeds. */
class GrowingBodyTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext context = channel.pipeline().firstContext();
    private final Source source = new Source();
    private final List<Boolean> done = new ArrayList<>();
    private final GrowingBody body = new GrowingBody(context, source, new DeliveryMeters(registry), done::add);

    private static final class Source implements Sequel {

        private final List<Consumer<Step>> asked = new ArrayList<>();
        private boolean left;

        @Override
        public void next(Consumer<Step> taker) {
            asked.add(taker);
        }

        void give(Kind kind) {
            asked.get(asked.size() - 1)
                    .accept(new Step(kind, List.of(Unpooled.buffer(8).writeLong(1))));
        }

        @Override
        public void leave() {
            left = true;
        }
    }

    private void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    @Test
    void steps_are_written_as_they_come_and_the_end_is_told() {
        body.begin(List.of(Unpooled.buffer(8).writeLong(0)));
        source.give(Sequel.Kind.MORE);
        source.give(Sequel.Kind.END);

        assertThat(channel.outboundMessages()).hasSize(3);
        assertThat(done).containsExactly(true);
        channel.finishAndReleaseAll();
    }

    @Test
    void who_reads_slowly_is_given_no_more_until_there_is_room() {
        writable(false);
        body.begin(List.of(Unpooled.buffer(8).writeLong(0)));
        assertThat(source.asked).isEmpty();

        writable(true);
        body.goOn();

        assertThat(source.asked).hasSize(1);
        channel.advanceTimeBy(GrowingBody.STALLED_SECONDS + 1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(done).isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    void who_reads_nothing_is_sent_away_and_counted() {
        channel.freezeTime();
        writable(false);
        body.begin(List.of(Unpooled.buffer(8).writeLong(0)));

        channel.advanceTimeBy(GrowingBody.STALLED_SECONDS + 1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(done).containsExactly(false);
        assertThat(source.left).isTrue();
        assertThat(registry.get("weir.hls.clients.stalled").counter().count()).isEqualTo(1);
        channel.finishAndReleaseAll();
    }

    @Test
    void what_comes_for_who_has_left_is_given_back() {
        body.begin(List.of(Unpooled.buffer(8).writeLong(0)));
        body.leave();
        source.give(Sequel.Kind.MORE);

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(done).isEmpty();
        channel.finishAndReleaseAll();
    }
}
