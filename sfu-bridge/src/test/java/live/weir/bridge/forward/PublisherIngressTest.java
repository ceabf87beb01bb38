package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import live.weir.bridge.forward.OnePublisher.Told;
import live.weir.bridge.rtp.RtcpKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherIngressTest {

    private static final int PICTURE = OnePublisher.PICTURE;

    private final OnePublisher publisher = new OnePublisher(0);

    @AfterEach
    void it_keeps_no_buffer() {
        publisher.close();
        assertThat(publisher.buffers)
                .allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }

    @Test
    void what_comes_is_passed_on_once() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 5, 101, null, OnePublisher.DELTA);
        publisher.send(PICTURE, 5, 101, null, OnePublisher.DELTA);

        assertThat(publisher.sequences()).containsExactly(100, 101);
        assertThat(publisher.pictures).isEqualTo(1);
    }

    @Test
    void what_nobody_agreed_to_is_counted_and_dropped() {
        publisher.send(50, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.take(new byte[] {1, 2, 3});

        assertThat(publisher.passed).isEmpty();
        assertThat(publisher.ingress.unbound()).isEqualTo(1);
    }

    @Test
    void another_payload_type_under_a_known_source_is_dropped() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.send(98, 5, 101, null, OnePublisher.DELTA);

        assertThat(publisher.sequences()).containsExactly(100);
    }

    @Test
    void what_is_missing_is_asked_for_and_taken_as_it_would_have_come() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 5, 102, null, OnePublisher.DELTA);
        publisher.now += OnePublisher.SECOND / 20;
        publisher.ingress.tick(publisher.now);
        assertThat(publisher.told).contains(new Told(RtcpKind.NACK, 5));

        publisher.send(OnePublisher.AGAIN, 6, 9, null, OnePublisher.again(101, OnePublisher.DELTA));

        OnePublisher.Passed again = publisher.passed.get(2);
        assertThat(again.sequence()).isEqualTo(101);
        assertThat(again.payloadType()).isEqualTo(PICTURE);
        assertThat(again.ssrc()).isEqualTo(5);
        assertThat(again.payload()).isEqualTo(ByteBuffer.wrap(OnePublisher.DELTA));
    }

    @Test
    void padding_on_the_stream_of_what_is_sent_again_is_nothing() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.send(OnePublisher.AGAIN, 6, 9, null, new byte[0]);
        publisher.send(OnePublisher.AGAIN, 6, 10, null, OnePublisher.again(3, new byte[0]));

        assertThat(publisher.passed).hasSize(1);
    }

    @Test
    void a_keyframe_is_asked_for_under_the_source_of_now() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.now += OnePublisher.SECOND;
        publisher.told.clear();
        publisher.picture().requestKeyframe(0);

        assertThat(publisher.told).containsExactly(new Told(RtcpKind.PICTURE_LOSS, 5));
    }

    @Test
    void numbers_of_a_new_source_follow_on_those_of_the_last() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.now += OnePublisher.SECOND / 30;
        publisher.send(PICTURE, 7, 40_000, null, OnePublisher.KEYFRAME);

        assertThat(publisher.sequences()).containsExactly(100, 101);
        assertThat(publisher.passed.get(1).timestamp() - publisher.passed.get(0).timestamp())
                .isBetween(2990, 3010);
    }

    @Test
    void late_packets_of_a_source_that_was_left_are_dropped_until_it_is_taken_up_again() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.send(PICTURE, 7, 40_000, null, OnePublisher.KEYFRAME);
        publisher.now += OnePublisher.SECOND;
        publisher.send(PICTURE, 5, 101, null, OnePublisher.DELTA);
        assertThat(publisher.passed).hasSize(2);

        publisher.now += 2 * OnePublisher.SECOND;
        publisher.send(PICTURE, 5, 500, null, OnePublisher.KEYFRAME);

        assertThat(publisher.sequences()).containsExactly(100, 101, 102);
    }

    @Test
    void it_is_left_when_all_its_streams_said_goodbye() {
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);
        publisher.send(OnePublisher.VOICE, 1, 7, null, new byte[] {(byte) 0xF8, 1});
        publisher.sayBye(5);
        publisher.sayBye(99);
        assertThat(publisher.byes).isZero();
        publisher.sayBye(1);

        assertThat(publisher.byes).isEqualTo(1);
    }

    @Test
    void after_its_end_nothing_is_taken() {
        publisher.close();
        publisher.send(PICTURE, 5, 100, null, OnePublisher.KEYFRAME);

        assertThat(publisher.passed).isEmpty();
    }
}
