package live.weir.bridge.transcode.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransportQueueTest {

    private final AtomicLong dropped = new AtomicLong();
    private long millis = 1_000_000;
    private final TransportQueue queue = new TransportQueue(dropped, () -> millis);

    private void put(int length) {
        queue.put(Unpooled.wrappedBuffer(new byte[length]));
    }

    private ByteBuffer taken() throws InterruptedException {
        return Objects.requireNonNull(queue.take());
    }

    @Test
    void a_child_is_told_when_the_first_came_and_gets_what_waits_in_one_piece() throws Exception {
        put(1316);
        millis += 500;
        put(1316);
        queue.begin();
        assertThat(taken().getLong()).isEqualTo(1_000_000_000L);
        assertThat(taken().remaining()).isEqualTo(2 * 1316);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void what_waits_too_long_is_dropped_as_a_whole_and_counted() throws Exception {
        put(1000);
        queue.begin();
        queue.isOnAir();
        millis += FeedQueue.ON_AIR_MILLIS;
        put(1000);
        assertThat(dropped).hasValue(0);
        millis += 1;
        put(500);
        assertThat(dropped).hasValue(2000);
        taken();
        assertThat(taken().remaining()).isEqualTo(500);
    }

    @Test
    void so_is_what_is_too_much() {
        for (int i = 0; i <= FeedQueue.MOST_BYTES / 1024; i++) {
            put(1024);
        }
        assertThat(dropped).hasValue(FeedQueue.MOST_BYTES);
    }

    @Test
    void a_closed_one_takes_nothing_and_gives_nothing() throws Exception {
        put(1000);
        queue.close();
        put(1000);
        assertThat(queue.take()).isNull();
    }
}
