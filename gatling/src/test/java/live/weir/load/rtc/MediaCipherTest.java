package live.weir.load.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaCipherTest {

    private static final int LENGTH = 700;

    private final byte[] packet = new byte[LENGTH + MediaCipher.OVERHEAD];

    MediaCipherTest() {
        new Random(1).nextBytes(packet);
        packet[0] = (byte) 0x80;
    }

    @ParameterizedTest
    @EnumSource
    void what_one_side_seals_the_other_opens(SrtpProfile profile) {
        byte[] material = new byte[profile.keyingMaterialLength()];
        new Random(2).nextBytes(material);
        MediaKeys client = MediaKeys.of(profile, material, true);
        MediaKeys server = MediaKeys.of(profile, material, false);
        byte[] sealed = new byte[2048];
        byte[] clear = new byte[2048];

        int length = client.outgoing().sealRtp(packet, LENGTH, 12, 3, sealed);
        assertThat(server.incoming().openRtp(sealed, length, 12, 3, clear)).isEqualTo(LENGTH);
        assertThat(Arrays.copyOf(clear, LENGTH)).isEqualTo(Arrays.copyOf(packet, LENGTH));

        length = server.outgoing().sealRtcp(packet, LENGTH, sealed);
        assertThat(client.incoming().openRtcp(sealed, length, clear)).isEqualTo(LENGTH);
        assertThat(Arrays.copyOf(clear, LENGTH)).isEqualTo(Arrays.copyOf(packet, LENGTH));
    }

    @ParameterizedTest
    @EnumSource
    void what_was_changed_on_its_way_is_not_opened(SrtpProfile profile) {
        MediaKeys client = MediaKeys.of(profile, new byte[profile.keyingMaterialLength()], true);
        MediaKeys server = MediaKeys.of(profile, new byte[profile.keyingMaterialLength()], false);
        byte[] sealed = new byte[2048];
        byte[] clear = new byte[2048];

        int length = client.outgoing().sealRtp(packet, LENGTH, 12, 0, sealed);
        sealed[300] ^= 1;
        assertThat(server.incoming().openRtp(sealed, length, 12, 0, clear)).isEqualTo(-1);

        length = client.outgoing().sealRtcp(packet, LENGTH, sealed);
        sealed[300] ^= 1;
        assertThat(server.incoming().openRtcp(sealed, length, clear)).isEqualTo(-1);
        assertThat(server.incoming().openRtcp(sealed, 5, clear)).isEqualTo(-1);
    }
}
