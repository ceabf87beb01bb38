package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderWriterTest {

    private final byte[] bytes = new byte[512];
    private final RtpHeaderWriter writer = new RtpHeaderWriter();
    private final RtpView view = new RtpView();

    @Test
    void writes_a_plain_header() {
        begin();
        assertThat(writer.finish()).isEqualTo(12);
        assertThat(Arrays.copyOf(bytes, 12)).isEqualTo(hex("80 E0 12 34 | DE AD BE EF | CA FE BA BE"));
    }

    @Test
    void writes_the_one_byte_form() {
        begin();
        assertThat(writer.extension16(3, 0xABCD)).isTrue();
        assertThat(writer.extension8(1, 0xFF)).isTrue();
        assertThat(writer.finish()).isEqualTo(24);
        assertThat(Arrays.copyOf(bytes, 24)).isEqualTo(Arrays.copyOf(Examples.RTP_ONE_BYTE_FORM, 24));
    }

    @Test
    void goes_over_to_the_two_byte_form_where_an_id_needs_it() {
        begin();
        writer.extension16(3, 0xABCD);
        writer.extension24(1, 0x123456);
        writer.extension8(15, 0x77);
        assertThat(writer.finish()).isEqualTo(28);
        assertThat(Arrays.copyOfRange(bytes, 12, 28))
                .isEqualTo(hex("10 00 00 03 | 03 02 AB CD | 01 03 12 34 56 | 0F 01 77"));
    }

    @Test
    void goes_over_to_the_two_byte_form_where_a_length_needs_it() {
        for (int length : new int[] {0, 17, 255}) {
            begin();
            writer.extension8(1, 0x42);
            assertThat(writer.extension(2, new byte[300], 7, length)).isTrue();
            assertThat(view.wrap(bytes, 0, writer.finish())).isTrue();
            assertThat(view.extensionValue(1, 1)).isEqualTo(0x42);
            assertThat(view.extensionLength(2)).isEqualTo(length);
        }
    }

    @Test
    void refuses_what_no_form_can_carry() {
        begin();
        assertThat(writer.extension8(0, 1)).isFalse();
        assertThat(writer.extension8(256, 1)).isFalse();
        assertThat(writer.extension(1, new byte[256], 0, 256)).isFalse();
        assertThat(writer.finish()).isEqualTo(12);
    }

    @Test
    void touches_nothing_beyond_its_capacity() {
        Arrays.fill(bytes, (byte) 0x55);
        writer.into(bytes, 3, 20).begin(96, false, 1, 2, 3);
        assertThat(writer.extension24(1, 0x010203)).isTrue();
        assertThat(writer.extension8(2, 4)).isFalse();
        assertThat(writer.finish()).isEqualTo(20);
        assertThat(bytes[2]).isEqualTo((byte) 0x55);
        assertThat(bytes[23]).isEqualTo((byte) 0x55);
        assertThatThrownBy(() -> writer.into(bytes, 510, 12)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> writer.into(bytes, 0, 11)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writes_what_the_view_reads() {
        Random random = new Random(7);
        byte[] source = new byte[64];
        for (int round = 0; round < 20_000; round++) {
            random.nextBytes(source);
            int offset = random.nextInt(16);
            int count = random.nextInt(5);
            int mostId = random.nextBoolean() ? 15 : 60;
            int[] lengths = new int[count];
            writer.into(bytes, offset, 400).begin(round & 0x7F, round % 2 == 0, round & 0xFFFF, round * 31, ~round);
            for (int i = 0; i < count; i++) {
                lengths[i] = random.nextInt(20);
                assertThat(writer.extension(id(i, mostId), source, i, lengths[i]))
                        .isTrue();
            }
            assertThat(view.wrap(bytes, offset, writer.finish())).isTrue();
            assertThat(view.payloadLength()).isZero();
            assertThat(view.ssrc()).isEqualTo(~round);
            for (int i = 0; i < count; i++) {
                int at = view.extensionOffset(id(i, mostId));
                assertThat(view.extensionLength(id(i, mostId))).isEqualTo(lengths[i]);
                assertThat(Arrays.mismatch(bytes, at, at + lengths[i], source, i, i + lengths[i]))
                        .isEqualTo(-1);
            }
        }
    }

    private static int id(int index, int mostId) {
        return mostId / (index + 1);
    }

    private void begin() {
        writer.into(bytes, 0, bytes.length).begin(96, true, 0x1234, 0xDEADBEEF, 0xCAFEBABE);
    }
}
