package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureIdsTest {

    private final PictureIds ids = new PictureIds();
    private final byte[] scratch = new byte[64];

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_switch_goes_on_where_the_layer_before_it_stopped_even_after_a_wrap(boolean wide) {
        int mask = wide ? 0x7FFF : 0x7F;
        ids.continueWith(picture(mask - 2, wide, 250));
        for (int i = 0; i < 10; i++) {
            rewrite(mask - 2 + i, wide, 250 + i);
        }
        ids.continueWith(picture(50, wide, 7));

        assertThat(rewrite(50, wide, 7)).containsExactly(7, 260 & 0xFF);
        assertThat(rewrite(51, wide, 8)).containsExactly(8, 261 & 0xFF);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_000, 20_000, 0x7FFF})
    void a_row_may_begin_anywhere(int first) {
        ids.continueWith(picture(first, true, 3));
        rewrite(first, true, 3);
        ids.continueWith(picture(50, true, 7));

        assertThat(rewrite(50, true, 7)).containsExactly((first + 1) & 0x7FFF, 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_sent_again_keeps_the_shift_of_its_time(boolean wide) {
        ids.continueWith(picture(10, wide, 1));
        rewrite(10, wide, 1);
        ids.continueWith(picture(90, wide, 50));
        int shift = ids.shift();
        rewrite(90, wide, 50);
        ids.continueWith(picture(20, wide, 9));
        rewrite(20, wide, 9);

        MediaPacket again = picture(90, wide, 50);
        byte[] payload = PictureIds.rewrite(again, scratch, shift, 2 - 50);
        assertThat(read(payload, wide)).containsExactly(11, 2);
        again.release();
    }

    private int[] rewrite(int pictureId, boolean wide, int tl0) {
        MediaPacket packet = picture(pictureId & (wide ? 0x7FFF : 0x7F), wide, tl0 & 0xFF);
        byte[] payload = ids.rewrite(packet, scratch);
        int[] numbers = payload == scratch ? read(payload, wide) : new int[] {packet.pictureId, packet.tl0};
        packet.release();
        return numbers;
    }

    private static int[] read(byte[] payload, boolean wide) {
        return wide
                ? new int[] {((payload[2] & 0x7F) << 8) | (payload[3] & 0xFF), payload[4] & 0xFF}
                : new int[] {payload[2], payload[3] & 0xFF};
    }

    private static MediaPacket picture(int pictureId, boolean wide, int tl0) {
        return Packets.picture(pictureId, wide, tl0);
    }
}
