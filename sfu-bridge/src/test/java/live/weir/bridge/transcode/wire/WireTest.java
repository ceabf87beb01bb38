package live.weir.bridge.transcode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import live.weir.bridge.fuzz.Mutations;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.Slate;
import org.junit.jupiter.api.Test;

/** What node and worker say to each other, whole and damaged. */
class WireTest {

    private static final Scene SCENE = new Scene(
            SceneLayout.SPEAKER,
            List.of(new Scene.Shown("a", "Ann é", false, true), new Scene.Shown("b", "", true, false)),
            Optional.of("b"));
    private static final ProgramSettings SETTINGS =
            ProgramSettings.of("p-1", Rung.upTo(480), new Slate("River", new byte[] {1, 2, 3}));
    private static final FormatWords.Format FORMAT = new FormatWords.Format(
            5, List.of(new FormatWords.Track("v240", false, "avc1.42c01f", 426, 240, 30, 400_000, 0, new byte[] {7})));

    private static FrameReader reader(byte[] bytes) {
        return new FrameReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }

    private static ByteBuffer body(ByteBuffer frame) {
        return frame.position(Kind.HEAD).slice();
    }

    @Test
    void frames_are_read_as_they_were_written() throws Exception {
        FrameReader reader = reader(SceneWords.of(SCENE).array());
        FrameReader.Head head = Objects.requireNonNull(reader.head());
        assertThat(head.kind()).isEqualTo(Kind.SCENE);
        assertThat(SceneWords.read(reader.body(head.length()))).isEqualTo(SCENE);
        BeginWords.Begin begin = BeginWords.read(body(BeginWords.of(SETTINGS, -9)));
        assertThat(begin.nodeNanos()).isEqualTo(-9);
        assertThat(begin.settings()).usingRecursiveComparison().isEqualTo(SETTINGS);
        assertThat(FormatWords.read(body(FormatWords.of(FORMAT))))
                .usingRecursiveComparison()
                .isEqualTo(FORMAT);
        WorkerVitals vitals = new WorkerVitals(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(WorkerVitals.read(body(vitals.frame()))).isEqualTo(vitals);
    }

    @Test
    void nonsense_is_refused_before_anything_is_done_for_it() {
        assertThatThrownBy(() -> reader(new byte[] {0x7f, 0, 0, 0, 1}).head()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader(new byte[] {-1, 0, 0, 0, 1}).head()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader(new byte[] {0, 0, 0, 0, 99}).head()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader(new byte[] {0, 0, 0}).head()).isInstanceOf(IOException.class);
    }

    @Test
    void damaged_frames_are_told_by_one_kind_of_error() {
        Mutations.of(
                        SceneWords.of(SCENE).array(),
                        BeginWords.of(SETTINGS, 1).array(),
                        FormatWords.of(FORMAT).array(),
                        new WorkerVitals(1, 2, 3, 4, 5, 6, 7, 8).frame().array())
                .feed(3_000, (bytes, offset, length) -> {
                    try {
                        FrameReader reader = reader(Arrays.copyOfRange(bytes, offset, offset + length));
                        FrameReader.Head head = reader.head();
                        if (head != null) {
                            ByteBuffer body = reader.body(head.length());
                            Words.read(body, WireTest::any);
                        }
                    } catch (IOException expected) {
                        assertThat(expected).hasMessageMatching("(?s).+");
                    }
                });
    }

    private static boolean any(ByteBuffer body) {
        switch (body.remaining() % 4) {
            case 0 -> SceneWords.read(body);
            case 1 -> BeginWords.read(body);
            case 2 -> FormatWords.read(body);
            default -> WorkerVitals.read(body);
        }
        return true;
    }

    @Test
    void a_queue_that_is_full_refuses_media_sooner_than_words_and_never_waits() throws Exception {
        FrameQueue queue = new FrameQueue(1000);
        int taken = 0;
        while (queue.offer(ByteBuffer.allocate(36))) {
            taken++;
        }
        assertThat(taken).isEqualTo(10);
        assertThat(queue.insist(ByteBuffer.allocate(36))).isTrue();
        queue.close();
        assertThat(queue.insist(ByteBuffer.allocate(1))).isFalse();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        queue.writeTo(Channels.newChannel(written));
        assertThat(written.size()).isEqualTo(11 * 36);
        assertThat(queue.isEmpty()).isTrue();
    }
}
