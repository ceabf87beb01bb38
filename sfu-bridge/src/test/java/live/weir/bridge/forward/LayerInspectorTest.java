package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import live.weir.bridge.rtp.Av1Payload;
import live.weir.bridge.rtp.Vp9Payload;
import org.junit.jupiter.api.Test;

class LayerInspectorTest {

    private static final int KEY_LOW = 1;
    private static final int LOW = 0;
    private static final int HIGH = 2;
    private static final int KEY_HIGH = 3;

    private final LayerInspector inspector = new LayerInspector();
    private long sequence;

    @Test
    void layers_of_vp9_that_no_higher_one_refers_to_are_for_their_own_viewers_only() {
        MediaPacket key = vp9(true, 0);
        MediaPacket other = vp9(false, 0);

        assertThat(key.isFor(0) && key.isFor(1) && key.isFor(2)).isTrue();
        assertThat(other.isFor(0)).isTrue();
        assertThat(other.isFor(1) || other.isFor(2)).isFalse();
        assertThat(other.endsFrame).isTrue();
    }

    @Test
    void nobody_below_gets_a_higher_layer_of_vp9() {
        MediaPacket higher = vp9(true, 1);

        assertThat(higher.spatial).isEqualTo(1);
        assertThat(higher.isFor(0)).isFalse();
        assertThat(higher.isFor(1) && higher.isFor(2)).isTrue();
    }

    @Test
    void a_dependency_descriptor_tells_who_needs_a_frame() {
        MediaPacket key = av1(structure(KEY_LOW));
        MediaPacket keyHigh = av1(frame(KEY_HIGH));
        MediaPacket low = av1(frame(LOW));
        MediaPacket high = av1(frame(HIGH));

        assertThat(key.isFor(0) && key.isFor(1)).isTrue();
        assertThat(keyHigh.isFor(0)).isFalse();
        assertThat(keyHigh.isFor(1)).isTrue();
        assertThat(low.isFor(0)).isTrue();
        assertThat(low.isFor(1)).isFalse();
        assertThat(high.spatial).isEqualTo(1);
        assertThat(high.isFor(0)).isFalse();
        assertThat(high.isFor(1)).isTrue();
        assertThat(high.endsFrame).isTrue();
    }

    @Test
    void sizes_come_with_the_structure() {
        av1(structure(KEY_LOW));

        assertThat(inspector.height(0)).isEqualTo(360);
        assertThat(inspector.width(1)).isEqualTo(1280);
        assertThat(inspector.height(2)).isZero();
    }

    @Test
    void what_goes_by_a_structure_that_is_not_known_is_for_everybody() {
        MediaPacket frame = av1(frame(LOW));

        assertThat(frame.isFor(0) && frame.isFor(1) && frame.isFor(2)).isTrue();
    }

    @Test
    void an_older_structure_that_comes_late_replaces_none() {
        sequence = 10;
        av1(structure(KEY_LOW));
        sequence = 3;
        MediaPacket late = av1(structure(KEY_LOW));
        sequence = 20;

        assertThat(late.isFor(0) && late.isFor(1)).isTrue();
        assertThat(av1(frame(LOW)).isFor(1)).isFalse();
    }

    private MediaPacket vp9(boolean keyframe, int spatial) {
        MediaPacket packet = Packets.vp9(sequence++, 3000, keyframe, spatial, 3);
        packet.targets = -1;
        Vp9Payload payload = new Vp9Payload();
        assertThat(payload.wrap(packet.bytes, packet.payloadOffset, packet.payloadLength, packet.marker))
                .isTrue();
        inspector.inspect(packet, payload);
        return packet;
    }

    private MediaPacket av1(byte[] descriptor) {
        ByteBuf buffer = Unpooled.buffer(100);
        buffer.writeZero(16).writeBytes(descriptor).writeZero(20);
        MediaPacket packet = MediaPacket.of(buffer);
        packet.sequence = sequence++;
        packet.dependencyOffset = 16;
        packet.dependencyLength = descriptor.length;
        inspector.inspect(packet, new Av1Payload());
        return packet;
    }

    /** A whole frame in one packet. */
    private static byte[] frame(int template) {
        return bytes("11" + bits(6, template) + bits(16, 7));
    }

    /** {@code L2T1_KEY}: two spatial layers, the upper one built on the lower in keyframes only. */
    private static byte[] structure(int template) {
        String flags = "10000";
        String targets = bits(6, 0) + bits(5, 1);
        String layers = "00" + "10" + "00" + "11";
        String indications = "1000" + "1010" + "0010" + "0010";
        String differences = "0000";
        String chains = "0";
        String sizes = "1" + bits(16, 639) + bits(16, 359) + bits(16, 1279) + bits(16, 719);
        return bytes("11" + bits(6, template) + bits(16, 6) + flags + targets + layers + indications + differences
                + chains + sizes);
    }

    private static String bits(int count, int value) {
        return Integer.toBinaryString(1 << count | value).substring(1);
    }

    private static byte[] bytes(String bits) {
        String whole = bits + "0".repeat((8 - bits.length() % 8) % 8);
        byte[] bytes = new byte[whole.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = new BigInteger(whole.substring(8 * i, 8 * i + 8), 2).byteValue();
        }
        return bytes;
    }
}
