package live.weir.bridge.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Wanted;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpritesTest {

    private static final List<Integer> COLOURS = List.of(0xC02020, 0x20C020, 0x2020C0, 0xC0C020, 0x20C0C0);
    private static final int DARK = 0x000000;

    private static RealProgram program;
    private static ThreadPoolExecutor disk;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @BeforeAll
    static void make() {
        disk = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(100));
        program = new RealProgram(10);
    }

    @AfterAll
    static void stop() {
        disk.shutdown();
    }

    /** Shows a picture of its own every two seconds. */
    private record WithPictures(ProgramSink sink, List<byte[]> pictures) implements ProgramSink {
        @Override
        public void begin(ProgramFormat format) {
            sink.begin(format);
        }

        @Override
        public void chunk(ProgramChunk chunk) {
            if (chunk.track() == 0 && chunk.independent()) {
                sink.picture(Unpooled.copiedBuffer(pictures.get((int) (chunk.start() / 2_000_000))));
            }
            sink.chunk(chunk);
        }

        @Override
        public void picture(ByteBuf jpeg) {
            throw new AssertionError("it has its own");
        }

        @Override
        public void end() {
            sink.end();
        }
    }

    private static byte[] jpeg(int colour) {
        try {
            BufferedImage picture = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
            int[] row = new int[640 * 360];
            Arrays.fill(row, colour);
            picture.setRGB(0, 0, 640, 360, row, 0, 640);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, "jpeg", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Path recorded(int runs, List<byte[]> pictures) {
        Path folder = home.resolve("recording");
        CompletableFuture<Void> written = new CompletableFuture<>();
        RecordingWriter writer = new RecordingWriter(folder, disk, 64 << 20, () -> written.complete(null));
        for (int run = 0; run < runs; run++) {
            program.feed(new WithPictures(writer, pictures), Instant.EPOCH.plusSeconds(run * 60L));
        }
        writer.end();
        written.orTimeout(20, TimeUnit.SECONDS).join();
        return folder;
    }

    private static List<byte[]> pictures() {
        return COLOURS.stream().map(SpritesTest::jpeg).toList();
    }

    private static RecordedProgram open(Path folder, long from, long to) throws Exception {
        return Now.now(RecordedProgram.open(new LocalFiles(folder, disk), disk, "k", true, from, to));
    }

    private static byte[] get(RecordedProgram recording, String path) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        recording.ask(new Wanted(path, -1, -1, false, false), Runnable::run, reply -> answer.complete(bytes(reply)));
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(Reply reply) {
        ByteBuf whole = Unpooled.wrappedBuffer(reply.body().toArray(ByteBuf[]::new));
        byte[] bytes = new byte[whole.readableBytes()];
        whole.readBytes(bytes);
        whole.release();
        return bytes;
    }

    private static List<String> cues(RecordedProgram recording) {
        String text = new String(get(recording, "sprites.vtt"), StandardCharsets.UTF_8);
        assertThat(text).startsWith("WEBVTT\n");
        return Stream.of(text.split("\n\n")).skip(1).map(String::strip).toList();
    }

    private static void requireColours(RecordedProgram recording, List<Integer> colours) throws IOException {
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(get(recording, "sprites0.jpg")));
        assertThat(sheet.getWidth()).isEqualTo(960);
        for (int place = 0; place < colours.size(); place++) {
            int seen = sheet.getRGB(place % 6 * 160 + 80, place / 6 * 90 + 45);
            for (int shift : new int[] {0, 8, 16}) {
                assertThat(seen >> shift & 0xFF)
                        .as("picture %s", place)
                        .isCloseTo(colours.get(place) >> shift & 0xFF, org.assertj.core.api.Assertions.within(12));
            }
        }
    }

    @Test
    void each_picture_stands_for_the_time_until_the_next() throws Exception {
        RecordedProgram recording = open(recorded(1, pictures()), 0, Long.MAX_VALUE);

        List<String> cues = cues(recording);

        assertThat(cues).hasSize(5);
        assertThat(cues.get(0)).matches("00:00:00.000 --> 00:00:02.0\\d\\d\nsprites0.jpg#xywh=0,0,160,90");
        assertThat(cues.get(4)).matches("00:00:08.0\\d\\d --> 00:00:10.000\nsprites0.jpg#xywh=640,0,160,90");
        requireColours(recording, COLOURS);
        requireColours(recording, COLOURS); // as it was kept
        assertThat(get(recording, "sprites1.jpg")).isEmpty();
        assertThat(get(recording, "sprites-1.jpg")).isEmpty();
    }

    @Test
    void what_is_not_shown_of_a_recording_is_on_no_sheet() throws Exception {
        Path folder = recorded(1, pictures());
        requireColours(open(folder, 0, Long.MAX_VALUE), COLOURS);

        RecordedProgram part = open(folder, 3_000, 5_000);

        List<String> cues = cues(part);
        assertThat(cues).hasSize(2);
        assertThat(cues.get(0)).startsWith("00:00:00.000 --> 00:00:02.0");
        assertThat(cues.get(1)).endsWith(" --> 00:00:04.000\nsprites0.jpg#xywh=160,0,160,90");
        requireColours(part, List.of(COLOURS.get(1), COLOURS.get(2), DARK, DARK, DARK, DARK));
    }

    @Test
    void the_times_of_another_run_go_on_where_the_one_before_ended() throws Exception {
        RecordedProgram recording = open(recorded(2, pictures()), 0, Long.MAX_VALUE);

        List<String> cues = cues(recording);

        assertThat(cues).hasSize(10);
        assertThat(cues.get(5)).startsWith("00:00:10.").endsWith("xywh=800,0,160,90");
        assertThat(cues.get(6)).endsWith("xywh=0,90,160,90");
        requireColours(
                recording, Stream.of(COLOURS, COLOURS).flatMap(List::stream).toList());
    }

    @Test
    void a_picture_that_is_none_leaves_its_place_dark() throws Exception {
        List<byte[]> damaged = new java.util.ArrayList<>(pictures());
        damaged.set(1, "no picture".getBytes(StandardCharsets.US_ASCII));
        damaged.set(3, Arrays.copyOf(damaged.get(3), 100));

        RecordedProgram recording = open(recorded(1, damaged), 0, Long.MAX_VALUE);

        requireColours(recording, List.of(COLOURS.get(0), DARK, COLOURS.get(2), DARK, COLOURS.get(4)));
    }

    @Test
    void pictures_that_a_crash_cut_off_end_the_index_there() throws Exception {
        Path folder = recorded(1, pictures());
        try (var stills =
                java.nio.channels.FileChannel.open(folder.resolve("r0-stills.jpg"), StandardOpenOption.WRITE)) {
            stills.truncate(stills.size() - 1);
        }

        RecordedProgram recording = open(folder, 0, Long.MAX_VALUE);

        assertThat(cues(recording)).hasSize(4);
        assertThat(recording.duration()).isBetween(7_900L, 8_500L);
    }

    @Test
    void a_recording_without_pictures_has_an_empty_track() throws Exception {
        Path folder = home.resolve("recording");
        CompletableFuture<Void> written = new CompletableFuture<>();
        RecordingWriter writer = new RecordingWriter(folder, disk, 64 << 20, () -> written.complete(null));
        program.feed(writer, Instant.EPOCH);
        writer.end();
        written.orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(cues(open(folder, 0, Long.MAX_VALUE))).isEmpty();
        assertThat(Files.exists(folder.resolve("r0-stills.jpg"))).isFalse();
    }
}
