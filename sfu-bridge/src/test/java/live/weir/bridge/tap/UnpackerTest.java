package live.weir.bridge.tap;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import live.weir.bridge.fuzz.Hex;
import live.weir.bridge.fuzz.Mutations;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtpView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Access units byte by byte, and from damaged payloads. */
class UnpackerTest {

    private static final Map<String, String> NO_PARAMETERS = Map.of();

    /** The unit of these payloads, as hex digits; or what became of it. */
    private static String unit(Unpacker unpacker, String... payloads) {
        unpacker.reset();
        for (int i = 0; i < payloads.length; i++) {
            unpacker.add(packet(hex(payloads[i]), i == payloads.length - 1));
        }
        if (!unpacker.finish()) {
            return "damaged";
        }
        String bytes = Hex.hex(unpacker.unit.array(), 0, unpacker.unit.length());
        return (unpacker.isKeyframe() ? "key " : "") + bytes;
    }

    private static RtpView packet(byte[] payload, boolean marker) {
        byte[] bytes = new byte[12 + payload.length];
        bytes[0] = (byte) 0x80;
        bytes[1] = (byte) (marker ? 0xE0 : 0x60);
        System.arraycopy(payload, 0, bytes, 12, payload.length);
        RtpView view = new RtpView();
        assertThat(view.wrap(bytes, 0, bytes.length)).isTrue();
        return view;
    }

    @Test
    void vp8_frames_are_what_stands_behind_the_descriptors() {
        Unpacker vp8 = Unpacker.of(Codec.VP8, NO_PARAMETERS);
        assertThat(unit(vp8, "90 80 11 | 10 02 00 9D 01 2A 80 02 68 01", "80 80 11 | AA BB"))
                .isEqualTo("key 10 02 00 9d 01 2a 80 02 68 01 aa bb");
        assertThat(unit(vp8, "10 | 11 02 00")).isEqualTo("11 02 00");
        assertThat(unit(vp8, "00 | 11 02 00")).as("begins in the middle").isEqualTo("damaged");
    }

    @Test
    void vp9_layers_become_a_superframe() {
        Unpacker vp9 = Unpacker.of(Codec.VP9, NO_PARAMETERS);
        assertThat(unit(vp9, "0C | 82 49 83")).isEqualTo("key 82 49 83");
        assertThat(unit(vp9, "08 | 82", "04 | 49")).isEqualTo("key 82 49");
        assertThat(unit(vp9, "2C 00 00 | 82 49", "2C 03 00 | 86"))
                .isEqualTo("key 82 49 86 d9 02 00 00 00 01 00 00 00 d9");
        assertThat(unit(vp9, "08 | 82")).as("without its end").isEqualTo("damaged");
        assertThat(unit(vp9, "4C | 86")).isEqualTo("86");
    }

    @Test
    void h264_comes_singly_aggregated_and_in_fragments() {
        Unpacker h264 = Unpacker.of(Codec.H264, NO_PARAMETERS);
        assertThat(unit(h264, "65 88 84")).as("no parameter sets yet").isEqualTo("damaged");
        assertThat(unit(h264, "78 | 00 04 67 42 00 1F | 00 02 68 CE", "7C 85 | 88 84", "7C 05 | 00", "7C 45 | 11"))
                .isEqualTo("key 00 00 00 01 67 42 00 1f 00 00 00 01 68 ce 00 00 00 01 65 88 84 00 11");
        assertThat(unit(h264, "41 9A 00")).isEqualTo("00 00 00 01 41 9a 00");
        assertThat(unit(h264, "65 88 84"))
                .as("the last ones are put before")
                .isEqualTo("key 00 00 00 01 67 42 00 1f 00 00 00 01 68 ce 00 00 00 01 65 88 84");
        assertThat(unit(h264, "7C 05 | 00", "7C 45 | 11"))
                .as("without its start")
                .isEqualTo("damaged");
        assertThat(unit(h264, "7C 85 | 00")).as("without its end").isEqualTo("damaged");
    }

    @Test
    void h264_parameter_sets_may_come_by_the_description() {
        Unpacker h264 = Unpacker.of(Codec.H264, Map.of("sprop-parameter-sets", "Z0IAHw==,aM4="));
        assertThat(unit(h264, "65 88 84"))
                .isEqualTo("key 00 00 00 01 67 42 00 1f 00 00 00 01 68 ce 00 00 00 01 65 88 84");
        assertThat(unit(Unpacker.of(Codec.H264, Map.of("sprop-parameter-sets", "%%%,")), "65 88 84"))
                .isEqualTo("damaged");
    }

    @Test
    void av1_obus_get_their_sizes() {
        Unpacker av1 = Unpacker.of(Codec.AV1, NO_PARAMETERS);
        // A sequence header and a frame, of which a part is in the next packet.
        assertThat(unit(av1, "68 | 02 08 0A | 30 11 22", "90 | 33 44"))
                .isEqualTo("key 12 00 0a 01 0a 32 04 11 22 33 44");
        assertThat(unit(av1, "10 | 30 11")).isEqualTo("12 00 32 01 11");
        assertThat(unit(av1, "90 | 33 44")).as("begins in the middle").isEqualTo("damaged");
        assertThat(unit(av1, "50 | 30 11")).as("without its end").isEqualTo("damaged");
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, mode = EnumSource.Mode.EXCLUDE, names = "OPUS")
    void damaged_payloads_are_never_more_than_lost(Codec codec) {
        Unpacker unpacker = Unpacker.of(codec, NO_PARAMETERS);
        RtpView view = new RtpView();
        Mutations.of(
                        hex("80 60 00 01 00 00 00 02 00 00 00 03 | 90 80 11 10 02 00 9D 01 2A 80 02 68 01"),
                        hex("80 E0 00 01 00 00 00 02 00 00 00 03 | 2C 03 00 86"),
                        hex("80 60 00 01 00 00 00 02 00 00 00 03 | 78 00 04 67 42 00 1F 00 02 68 CE"),
                        hex("80 60 00 01 00 00 00 02 00 00 00 03 | 7C 85 88 84"),
                        hex("80 E0 00 01 00 00 00 02 00 00 00 03 | 68 02 08 0A 30 11 22"))
                .feed(20_000, (bytes, offset, length) -> {
                    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
                    if (TrackReader.wrap(view, copy, length)) {
                        unpacker.add(view);
                        if (view.marker()) {
                            unpacker.finish();
                            unpacker.reset();
                        }
                    }
                });
    }
}
