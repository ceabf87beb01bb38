package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import live.weir.bridge.forward.OnePublisher.Passed;
import live.weir.bridge.forward.OneViewer.Left;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Opus of which each packet repeats the one before (RFC 2198), as browsers send it. */
class RedundancyTest {

    private static final int SSRC = 1;
    private static final int THEIR_OPUS = OnePublisher.VOICE;
    private static final int STEP = 3000;

    private final OnePublisher publisher = new OnePublisher(0);

    @AfterEach
    void close() {
        publisher.close();
        assertThat(publisher.buffers).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void a_reader_gets_every_packet_by_itself() {
        send(10, voice(10));
        send(11, voice(10), voice(11));

        assertThat(publisher.sequences()).containsExactly(10, 11);
        assertThat(publisher.passed)
                .extracting(Passed::payload)
                .containsExactly(ByteBuffer.wrap(voice(10)), ByteBuffer.wrap(voice(11)));
        assertThat(publisher.passed).extracting(Passed::payloadType).containsOnly(THEIR_OPUS);
    }

    @Test
    void what_was_lost_is_taken_from_the_next() {
        send(10, voice(10));
        send(12, voice(11), voice(12));

        assertThat(publisher.sequences()).containsExactly(10, 11, 12);
        assertThat(publisher.passed.get(1).payload()).isEqualTo(ByteBuffer.wrap(voice(11)));
        assertThat(publisher.passed.get(1).timestamp()).isEqualTo(11 * STEP);
        assertThat(publisher.ingress.statistics().get(0).recovered()).isEqualTo(1);
    }

    @Test
    void what_comes_after_all_is_not_passed_on_twice() {
        send(10, voice(10));
        send(12, voice(11), voice(12));
        send(11, voice(10), voice(11));

        assertThat(publisher.sequences()).containsExactly(10, 11, 12);
    }

    @Test
    void what_is_damaged_or_of_another_codec_is_dropped() {
        publisher.send(OnePublisher.REDUNDANT, SSRC, 10, null, new byte[] {(byte) 0xFF, 0, 0});
        publisher.send(OnePublisher.REDUNDANT, SSRC, 11, null, new byte[] {9, 1, 2, 3});

        assertThat(publisher.passed).isEmpty();
        assertThat(publisher.ingress.unbound()).isEqualTo(2);
    }

    @Test
    void a_viewer_who_takes_it_gets_it_under_its_own_payload_types() {
        OneViewer viewer = new OneViewer(publisher.voice(), 98);
        send(10, voice(9), voice(10));

        Left left = viewer.left(OneViewer.VOICE).get(0);
        byte[] expected = red(111, voice(9), voice(10));
        assertThat(left.payloadType()).isEqualTo(98);
        assertThat(left.payload()).isEqualTo(ByteBuffer.wrap(expected));
        viewer.egress.close();
    }

    @Test
    void one_who_does_not_gets_the_voice_alone() {
        OneViewer viewer = new OneViewer(publisher.voice(), PayloadTypes.NONE);
        send(10, voice(9), voice(10));
        send(12, voice(11), voice(12));

        List<Left> left = viewer.left(OneViewer.VOICE);
        assertThat(left).extracting(Left::payloadType).containsOnly(111);
        assertThat(left)
                .extracting(Left::payload)
                .containsExactly(ByteBuffer.wrap(voice(10)), ByteBuffer.wrap(voice(11)), ByteBuffer.wrap(voice(12)));
        viewer.egress.close();
    }

    private void send(int sequence, byte[]... blocks) {
        publisher.send(OnePublisher.REDUNDANT, SSRC, sequence, null, red(THEIR_OPUS, blocks));
    }

    private static byte[] voice(int number) {
        return new byte[] {(byte) 0xF8, (byte) number, (byte) number, 7};
    }

    private static byte[] red(int opus, byte[]... blocks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < blocks.length - 1; i++) {
            int offset = (blocks.length - 1 - i) * STEP;
            int rest = offset << 10 | blocks[i].length;
            bytes.write(0x80 | opus);
            bytes.write(rest >> 16);
            bytes.write(rest >> 8);
            bytes.write(rest);
        }
        bytes.write(opus);
        for (byte[] block : blocks) {
            bytes.writeBytes(block);
        }
        return bytes.toByteArray();
    }
}
