package live.weir.signaling.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import live.weir.signaling.stage.Frame;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class OutboxTest {

    private static Frame frame(String text) {
        return Frame.each(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void what_waits_is_sent_in_order_and_the_last_word_last() {
        Outbox outbox = new Outbox(3, 100);
        outbox.offer(frame("a"));
        outbox.offer(frame("b"));
        outbox.finish(frame("bye"));
        outbox.offer(frame("late"));

        StepVerifier.create(outbox.map(OutboxTest::text))
                .expectNext("a", "b", "bye")
                .verifyComplete();
    }

    @Test
    void so_many_frames_and_bytes_wait_and_no_more() {
        Outbox frames = new Outbox(2, 100);
        assertThat(frames.offer(frame("a"))).isTrue();
        assertThat(frames.offer(frame("b"))).isTrue();
        assertThat(frames.offer(frame("c"))).isFalse();
        Outbox bytes = new Outbox(10, 4);
        assertThat(bytes.offer(frame("abcd"))).isTrue();
        assertThat(bytes.offer(frame("e"))).isFalse();
    }

    @Test
    void what_was_read_makes_room_again() {
        Outbox outbox = new Outbox(1, 100);
        StepVerifier.create(outbox.map(OutboxTest::text), 0)
                .then(() -> assertThat(outbox.offer(frame("a"))).isTrue())
                .thenRequest(1)
                .expectNext("a")
                .then(() -> assertThat(outbox.offer(frame("b"))).isTrue())
                .thenRequest(1)
                .expectNext("b")
                .then(outbox::finish)
                .verifyComplete();
    }
}
