package live.weir.bridge.transcode.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TagQueueTest {

    private static final byte HEADER = 0;
    private static final byte UNIT = 1;

    private final AtomicLong dropped = new AtomicLong();
    private final TagQueue queue = new TagQueue(dropped);

    private void picture(int millis, boolean keyframe) {
        queue.put(FlvTag.picture(
                millis, Unpooled.wrappedBuffer(new byte[] {(byte) (keyframe ? 0x17 : 0x27), UNIT, 9})));
    }

    private void sound(int millis) {
        queue.put(FlvTag.sound(millis, Unpooled.wrappedBuffer(new byte[] {(byte) 0xaf, UNIT, 9})));
    }

    private void headers() {
        queue.put(FlvTag.picture(0, Unpooled.wrappedBuffer(new byte[] {0x17, HEADER, 7})));
        queue.put(FlvTag.sound(0, Unpooled.wrappedBuffer(new byte[] {(byte) 0xaf, HEADER, 7})));
    }

    /** Each tag as its kind and time; headers with an exclamation mark. */
    private List<String> taken() throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (!queue.isEmpty()) {
            ByteBuffer tag = queue.take();
            if (tag != null && tag.remaining() > 14) {
                int time = (tag.getInt(4) >>> 8) | ((tag.get(7) & 0xff) << 24);
                taken.add((tag.get(0) == 9 ? tag.get(11) == 0x17 ? "key" : "picture" : "sound") + " " + time
                        + (tag.get(12) == HEADER ? "!" : ""));
            }
        }
        return taken;
    }

    @Test
    void a_child_gets_the_start_of_a_stream_the_headers_and_what_follows_the_first_keyframe() throws Exception {
        headers();
        picture(10, false);
        sound(15);
        picture(20, true);
        sound(25);
        picture(30, false);
        queue.begin();
        assertThat(Objects.requireNonNull(queue.take()).remaining()).isEqualTo(8);
        assertThat(queue.take()).isEqualTo(FlvTag.start());
        assertThat(taken()).containsExactly("sound 0!", "key 0!", "key 20", "sound 25", "picture 30");
        assertThat(dropped).hasValue(1);
    }

    @Test
    void whole_groups_of_pictures_make_room_and_are_counted() throws Exception {
        headers();
        queue.begin();
        taken();
        queue.isOnAir();
        for (int second = 0; second < 4; second++) {
            picture(second * 1000, true);
            sound(second * 1000 + 100);
            picture(second * 1000 + 500, false);
        }
        assertThat(taken()).containsExactly("key 3000", "sound 3100", "picture 3500");
        assertThat(dropped).hasValue(6);
    }

    @Test
    void after_a_group_that_is_longer_than_the_queue_comes_a_keyframe_before_anything_else() throws Exception {
        headers();
        queue.begin();
        taken();
        queue.isOnAir();
        picture(0, true);
        picture(1000, false);
        picture(2000, false);
        picture(3000, false);
        picture(3100, false);
        sound(3150);
        picture(3200, true);
        assertThat(taken()).containsExactly("sound 3150", "key 3200");
        assertThat(dropped).hasValue(5);
    }

    @Test
    void times_go_on_when_their_thirty_two_bits_are_used_up() {
        FlvTag tag = FlvTag.picture(0xffff_fff0L, Unpooled.wrappedBuffer(new byte[] {0x17, UNIT, 9}));
        assertThat(tag.frame().get(4) & 0xff).isEqualTo(0xff);
        assertThat(tag.frame().get(7) & 0xff).isEqualTo(0xff);
        assertThat(tag.frame().get(6) & 0xff).isEqualTo(0xf0);
    }
}
