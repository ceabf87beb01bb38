package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RtpViewTest {

    private final RtpView view = new RtpView();

    @Test
    void reads_the_header_and_one_byte_extensions() {
        assertThat(wrap(Examples.RTP_ONE_BYTE_FORM)).isTrue();
        assertThat(view.payloadType()).isEqualTo(96);
        assertThat(view.marker()).isTrue();
        assertThat(view.sequence()).isEqualTo(0x1234);
        assertThat(view.timestamp()).isEqualTo(0xDEADBEEF);
        assertThat(view.ssrc()).isEqualTo(0xCAFEBABE);
        assertThat(view.headerLength()).isEqualTo(24);
        assertThat(view.payloadOffset()).isEqualTo(24);
        assertThat(view.payloadLength()).isEqualTo(3);
        assertThat(view.extensionOffset(3)).isEqualTo(17);
        assertThat(view.extensionLength(3)).isEqualTo(2);
        assertThat(view.extensionValue(3, 2)).isEqualTo(0xABCD);
        assertThat(view.extensionOffset(1)).isEqualTo(20);
        assertThat(view.extensionLength(1)).isEqualTo(1);
        assertThat(view.extensionOffset(2)).isEqualTo(-1);
        assertThat(view.extensionLength(2)).isEqualTo(-1);
        assertThat(view.extensionValue(1, 2)).isEqualTo(-1);
    }

    @Test
    void reads_two_byte_extensions() {
        assertThat(wrap(Examples.RTP_TWO_BYTE_FORM)).isTrue();
        assertThat(view.marker()).isFalse();
        assertThat(view.extensionLength(3)).isZero();
        assertThat(view.extensionOffset(16)).isEqualTo(20);
        assertThat(view.extensionLength(16)).isEqualTo(4);
        assertThat(view.payloadLength()).isEqualTo(1);
    }

    @Test
    void steps_over_contributing_sources_and_padding() {
        assertThat(wrap(Examples.RTP_PADDED)).isTrue();
        assertThat(view.sequence()).isEqualTo(0xFFFF);
        assertThat(view.headerLength()).isEqualTo(20);
        assertThat(view.payloadLength()).isEqualTo(2);
        assertThat(view.paddingLength()).isEqualTo(3);
    }

    @Test
    void takes_a_packet_of_padding_only() {
        assertThat(wrap(hex("A0 60 00 01 | 00 00 00 02 | 00 00 00 03 | 00 02"))).isTrue();
        assertThat(view.payloadLength()).isZero();
    }

    @Test
    void counts_offsets_from_the_start_of_the_array() {
        byte[] bytes = Examples.joined(new byte[5], Examples.RTP_ONE_BYTE_FORM, new byte[4]);
        assertThat(view.wrap(bytes, 5, Examples.RTP_ONE_BYTE_FORM.length)).isTrue();
        assertThat(view.payloadOffset()).isEqualTo(29);
        assertThat(view.payloadLength()).isEqualTo(3);
        assertThat(view.extensionOffset(3)).isEqualTo(22);
    }

    @Test
    void refuses_every_header_that_is_cut_off() {
        for (int length = 0; length < 24; length++) {
            assertThat(wrap(Arrays.copyOf(Examples.RTP_ONE_BYTE_FORM, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void refuses_another_version_and_padding_that_does_not_fit() {
        assertThat(wrap(hex("40 60 00 01 | 00 00 00 02 | 00 00 00 03"))).isFalse();
        assertThat(wrap(hex("A0 60 00 01 | 00 00 00 02 | 00 00 00 03"))).isFalse();
        assertThat(wrap(hex("A0 60 00 01 | 00 00 00 02 | 00 00 00 03 | 00"))).isFalse();
        assertThat(wrap(hex("A0 60 00 01 | 00 00 00 02 | 00 00 00 03 | 01 03"))).isFalse();
    }

    @Test
    void does_not_look_at_the_padding_of_what_is_encrypted() {
        byte[] packet = hex("A0 60 00 01 | 00 00 00 02 | 00 00 00 03 | 01 FF");
        assertThat(view.wrapHeader(packet, 0, packet.length)).isTrue();
        assertThat(view.payloadLength()).isEqualTo(2);
    }

    @Test
    void keeps_the_extensions_before_a_damaged_one() {
        assertThat(wrap(hex("90 60 00 01 | 00 00 00 02 | 00 00 00 03 | BE DE 00 01 | 10 AA 2F BB")))
                .isTrue();
        assertThat(view.extensionValue(1, 1)).isEqualTo(0xAA);
        assertThat(view.extensionOffset(2)).isEqualTo(-1);
    }

    @Test
    void ends_the_one_byte_form_at_the_reserved_id() {
        assertThat(wrap(hex("90 60 00 01 | 00 00 00 02 | 00 00 00 03 | BE DE 00 01 | F0 AA 20 BB")))
                .isTrue();
        assertThat(view.extensionOffset(2)).isEqualTo(-1);
    }

    @Test
    void forgets_the_extensions_of_the_packet_before() {
        wrap(Examples.RTP_ONE_BYTE_FORM);
        assertThat(wrap(Examples.RTP_PLAIN)).isTrue();
        assertThat(view.extensionOffset(3)).isEqualTo(-1);
    }

    @Test
    void lets_fields_be_patched_in_place() {
        byte[] packet = Examples.RTP_PLAIN.clone();
        RtpFields.putPayloadType(packet, 0, 100, true);
        RtpFields.putSequence(packet, 0, 65_535);
        RtpFields.putTimestamp(packet, 0, -2);
        RtpFields.putSsrc(packet, 0, -3);
        assertThat(packet).isEqualTo(hex("80 E4 FF FF | FF FF FF FE | FF FF FF FD | F8 FF FE"));
    }

    private boolean wrap(byte[] packet) {
        return view.wrap(packet, 0, packet.length);
    }
}
