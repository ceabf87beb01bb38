package live.weir.load.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FootageTest {

    @ParameterizedTest
    @EnumSource
    void each_picture_is_as_large_as_was_asked_for_and_ends_with_its_time(VideoCodec codec) {
        Footage footage = Footage.clip(codec);
        for (int i = 0; i < footage.length(); i++) {
            List<byte[]> packets = footage.packets(i, i, 9_000, 1_234_567_890L + i);
            byte[] last = packets.get(packets.size() - 1);

            assertThat(Stamp.read(last, last.length)).isEqualTo(1_234_567_890L + i);
            assertThat(packets.stream().mapToInt(packet -> packet.length).sum()).isBetween(9_000, 20_000);
            assertThat(packets).allSatisfy(packet -> assertThat(packet.length).isLessThan(1_200));
            boolean starts = codec == VideoCodec.VP8
                    ? Keyframes.startsVp8(packets.get(0), 0, packets.get(0).length)
                    : Keyframes.startsH264(packets.get(0), 0, packets.get(0).length);
            assertThat(starts).as("picture %d", i).isEqualTo(i == 0);
        }
    }

    @Test
    void what_is_no_recording_is_refused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.ivf"), "no recording");
        assertThatThrownBy(() -> Footage.read(file)).hasMessage("This is no IVF file");
    }

    @Test
    void a_packet_without_a_time_has_none() {
        assertThat(Stamp.read(new byte[100], 100)).isEqualTo(-1);
        assertThat(Stamp.read(new byte[3], 3)).isEqualTo(-1);
    }
}
