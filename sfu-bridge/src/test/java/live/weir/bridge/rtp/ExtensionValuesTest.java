package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtensionValuesTest {

    private final RtpView packet = new RtpView();

    @Test
    void reads_values_from_a_packet() {
        wrap(hex("""
                90 60 00 01 | 00 00 00 02 | 00 00 00 03 | BE DE 00 04
                | 12 01 02 03 | 21 AB CD | 30 9E | 40 0D | 51 68 69 | 00 00"""));
        assertThat(AbsSendTime.read(packet, 1)).isEqualTo(0x010203);
        assertThat(TransportSequence.read(packet, 2)).isEqualTo(0xABCD);
        assertThat(AudioLevel.voice(AudioLevel.read(packet, 3))).isTrue();
        assertThat(AudioLevel.level(AudioLevel.read(packet, 3))).isEqualTo(30);
        int orientation = VideoOrientation.read(packet, 4);
        assertThat(VideoOrientation.backCamera(orientation)).isTrue();
        assertThat(VideoOrientation.flipped(orientation)).isTrue();
        assertThat(VideoOrientation.degrees(orientation)).isEqualTo(90);
        assertThat(VideoOrientation.of(true, true, 90)).isEqualTo(orientation);
        assertThat(AudioLevel.of(true, 30)).isEqualTo(0x9E);
        assertThat(TextExtension.matches(packet, 5, hex("68 69"))).isTrue();
        assertThat(TextExtension.matches(packet, 5, hex("68"))).isFalse();
        assertThat(TextExtension.matches(packet, 5, hex("68 6A"))).isFalse();
        assertThat(TextExtension.matches(packet, 6, hex(""))).isFalse();
        assertThat(AbsSendTime.read(packet, 2)).isEqualTo(-1);
        assertThat(AudioLevel.read(packet, 9)).isEqualTo(-1);
    }

    @Test
    void counts_send_times_modulo_64_seconds() {
        assertThat(AbsSendTime.ofMicros(500_000)).isEqualTo(1 << 17);
        assertThat(AbsSendTime.ofMicros(64_500_000)).isEqualTo(1 << 17);
        assertThat(AbsSendTime.microsBetween(AbsSendTime.ofMicros(63_000_000), AbsSendTime.ofMicros(65_000_000)))
                .isEqualTo(2_000_000);
        assertThat(AbsSendTime.microsBetween(AbsSendTime.ofMicros(65_000_000), AbsSendTime.ofMicros(63_000_000)))
                .isEqualTo(-2_000_000);
    }

    @Test
    void finds_what_is_sent_again() {
        wrap(hex("80 61 00 09 | 00 00 00 02 | 00 00 00 04 | 12 34 AA BB"));
        assertThat(Rtx.originalSequence(packet)).isEqualTo(0x1234);
        assertThat(Rtx.payloadOffset(packet)).isEqualTo(14);
        assertThat(Rtx.payloadLength(packet)).isEqualTo(2);
        wrap(hex("A0 61 00 09 | 00 00 00 02 | 00 00 00 04 | 00 02"));
        assertThat(Rtx.originalSequence(packet)).isEqualTo(-1);
        byte[] out = new byte[4];
        assertThat(Rtx.putOriginalSequence(out, 1, 0x1234)).isEqualTo(3);
        assertThat(out).isEqualTo(hex("00 12 34 00"));
    }

    @Test
    void knows_codecs_by_the_names_of_sdp() {
        assertThat(Codec.named("opus")).contains(Codec.OPUS);
        assertThat(Codec.named("VP8")).contains(Codec.VP8);
        assertThat(Codec.named("telephone-event")).isEmpty();
        assertThat(Codec.OPUS.isVideo()).isFalse();
        for (Codec codec : Codec.values()) {
            wrap(Examples.RTP_PADDED);
            assertThat(codec.newPayload()).isNotSameAs(codec.newPayload());
        }
    }

    @Test
    void asks_a_packet_of_any_codec() {
        byte[] bytes = Examples.joined(hex("80 E0 00 01 | 00 00 00 02 | 00 00 00 03"), Examples.VP8_KEYFRAME);
        wrap(bytes);
        CodecPayload payload = Codec.VP8.newPayload();
        assertThat(payload.wrap(packet)).isTrue();
        assertThat(payload.startsKeyframe()).isTrue();
        assertThat(payload.endsFrame()).isTrue();
        assertThat(payload.width()).isEqualTo(640);
    }

    private void wrap(byte[] bytes) {
        assertThat(packet.wrap(bytes, 0, bytes.length)).isTrue();
    }
}
