package live.weir.bridge.transcode.program;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.record.LocalFiles;
import live.weir.bridge.record.Mp4File;
import live.weir.bridge.record.RecordedProgram;
import live.weir.bridge.record.RecordingWriter;
import live.weir.bridge.transcode.ChildExit;
import live.weir.bridge.transcode.ChildJvm;
import live.weir.bridge.transcode.ChildListener;
import live.weir.bridge.transcode.ChildProgram;
import live.weir.bridge.transcode.ConversionOutcome;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.ConversionSink;
import live.weir.bridge.transcode.MovieFault;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.movie.SeenMovie;
import live.weir.bridge.transcode.movie.TestMovie;
import live.weir.bridge.transcode.worker.MovieFuzz;
import live.weir.testing.HouseRules;
import live.weir.testing.Now;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way to recordings, by real children. */
@ExtendWith(HouseRules.class)
class FileConversionTest {

    private static final Path NATIVES = Path.of("target", "natives").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        disk.shutdownNow();
    }

    @Test
    void a_film_from_a_phone_stands_upright_keeps_its_rate_and_its_sound_stays_with_its_picture() throws Exception {
        Path file = withItsHeaderFarBehind(
                TestMovie.of(4).sized(642, 362).at(25).turned(90).write(folder.resolve("phone.mp4")));

        Taken taken = convert(file);

        assertThat(taken.outcome).isEqualTo(new ConversionOutcome(null, ""));
        assertThat(taken.tracks()).containsExactly("v638 360x638 25", "v426 240x426 25", "audio 0x0 0");
        SeenMovie seen = taken.seen();
        assertThat(seen.isMonotonic()).isTrue();
        assertThat(seen.width()).isEqualTo(360);
        assertThat(seen.height()).isEqualTo(638);
        assertThat(seen.pictures()).hasSize(100);
        assertThat(seen.topLeft()).isGreaterThan(seen.bottomLeft() + 20); // what was left is above
        assertThat(seen.brightAt()).isCloseTo(2, within(0.05));
        assertThat(seen.loudAt()).isCloseTo(seen.brightAt(), within(0.08));
        assertThat(seen.soundEnd()).isCloseTo(4, within(0.08));
        assertThat(taken.pictures).isGreaterThanOrEqualTo(2);
    }

    @Test
    void what_has_no_sound_or_no_picture_or_no_steady_rate_becomes_a_recording_too() throws Exception {
        Taken silent = convert(TestMovie.of(1).silent().write(folder.resolve("silent.mkv")));
        assertThat(silent.tracks()).containsExactly("v180 320x180 25");
        assertThat(silent.seen().hasSound()).isFalse();

        Taken blind = convert(TestMovie.of(1).blind().write(folder.resolve("blind.m4a")));
        assertThat(blind.tracks()).containsExactly("audio 0x0 0");
        assertThat(blind.seen().soundEnd()).isCloseTo(1, within(0.1));

        Taken unsteady = convert(TestMovie.of(3)
                .at(30)
                .timed(number -> number * 47L + (number % 3) * 13L)
                .write(folder.resolve("unsteady.mov")));
        List<Double> times = unsteady.seen().pictures();
        double apart = 1.0 / unsteady.format().tracks().get(0).frameRate();
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isCloseTo(apart, within(0.002));
        }
        assertThat(times.size() * apart).isCloseTo(3, within(0.15));
        assertThat(unsteady.seen().loudAt()).isCloseTo(unsteady.seen().brightAt(), within(0.08));
    }

    @Test
    void files_that_are_no_films_are_refused_with_the_reason() throws Exception {
        String local = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
        assertThat(faultOf("list.mp4", local.getBytes(StandardCharsets.UTF_8))).isEqualTo(MovieFault.NOT_A_VIDEO);
        String concat = "ffconcat version 1.0\nfile '/etc/passwd'\nfile 'http://127.0.0.1:9/'\n";
        assertThat(faultOf("concat.mp4", concat.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MovieFault.NOT_A_VIDEO);
        assertThat(faultOf("nothing.mp4", new byte[0])).isIn(MovieFault.NOT_A_VIDEO, MovieFault.DAMAGED);

        byte[] good = Files.readAllBytes(TestMovie.of(1).silent().write(folder.resolve("good.mp4")));
        byte[] huge = good.clone();
        int avc1 = find(huge, "avc1");
        ByteBuffer.wrap(huge).putShort(avc1 + 4 + 24, (short) 30_000).putShort(avc1 + 4 + 26, (short) 30_000);
        assertThat(faultOf("huge.mp4", huge)).isIn(MovieFault.TOO_LARGE, MovieFault.DAMAGED);
        assertThat(faultOf("cut.mp4", java.util.Arrays.copyOf(good, good.length / 2)))
                .isNotNull();
    }

    @Test
    void a_film_that_says_it_lasts_for_days_is_refused() throws Exception {
        Path bomb = TestMovie.of(3_000_000)
                .silent()
                .timed(number -> number * 1_400_000L)
                .write(folder.resolve("bomb.mkv"));
        assertThat(faultOf(bomb)).isEqualTo(MovieFault.TOO_LONG);

        Path slow =
                TestMovie.of(3_600).silent().timed(number -> number * 600_000L).write(folder.resolve("slow.mkv"));
        assertThat(faultOf(slow)).isEqualTo(MovieFault.NOT_PLAUSIBLE);
    }

    @Test
    void hundreds_of_broken_films_are_read_or_refused_and_none_brings_its_child_down() throws Exception {
        Path mp4 = TestMovie.of(0.6).sized(160, 90).at(10).write(folder.resolve("seed.mp4"));
        Path mkv = TestMovie.of(0.6).sized(160, 90).at(10).write(folder.resolve("seed.mkv"));
        Path ts = TestMovie.of(0.6).sized(160, 90).at(10).write(folder.resolve("seed.ts"));
        List<String> said = new java.util.concurrent.CopyOnWriteArrayList<>();
        ChildJvm child = ChildJvm.start(
                new ChildProgram(
                        "fuzz",
                        MovieFuzz.class,
                        List.of(),
                        java.util.Map.of(),
                        List.of(
                                "70",
                                folder.resolve("broken").toString(),
                                mp4.toString(),
                                mkv.toString(),
                                ts.toString()),
                        96,
                        NATIVES,
                        true),
                new ChildListener() {

                    @Override
                    public void said(String line) {
                        said.add(line);
                    }
                });

        ChildExit exit = child.awaitExit();

        assertThat(exit.status()).as(said + " " + exit.lastWords()).isZero();
        String[] counts = said.get(0).split(" ", -1);
        assertThat(Integer.parseInt(counts[0])).isPositive();
        assertThat(Integer.parseInt(counts[1])).isPositive();
        assertThat(Integer.parseInt(counts[0]) + Integer.parseInt(counts[1])).isEqualTo(210);
    }

    @Test
    void one_that_is_killed_or_cancelled_says_so_and_leaves_no_child() throws Exception {
        Path file = TestMovie.of(15).sized(640, 360).write(folder.resolve("long.mp4"));
        Taken killed = new Taken(folder.resolve("killed"));
        FileConversion conversion = FileConversion.start(plan(file), killed);
        eventually(() -> assertThat(killed.chunks).hasPositiveValue());
        ProcessHandle child = ProcessHandle.of(conversion.pid()).orElseThrow();
        child.destroyForcibly();
        assertThat(outcomeOf(conversion).fault()).isEqualTo(MovieFault.LOST);

        Taken cancelled = new Taken(folder.resolve("cancelled"));
        FileConversion other = FileConversion.start(plan(file), cancelled);
        eventually(() -> assertThat(cancelled.chunks).hasPositiveValue());
        ProcessHandle second = ProcessHandle.of(other.pid()).orElseThrow();
        other.close();
        assertThat(outcomeOf(other).fault()).isEqualTo(MovieFault.CANCELLED);
        eventually(() -> assertThat(second.isAlive()).isFalse());
    }

    /** Cameras write it when they are done, so readers have to jump. */
    private static Path withItsHeaderFarBehind(Path mp4) throws IOException {
        byte[] file = Files.readAllBytes(mp4);
        int moov = find(file, "moov") - 4;
        int free = 1 << 20;
        ByteBuffer longer = ByteBuffer.allocate(file.length + free);
        longer.put(file, 0, moov);
        longer.putInt(free).put("free".getBytes(StandardCharsets.US_ASCII)).position(moov + free);
        longer.put(file, moov, file.length - moov);
        return Files.write(mp4, longer.array());
    }

    private @Nullable MovieFault faultOf(String name, byte[] content) throws Exception {
        return faultOf(Files.write(folder.resolve(name), content));
    }

    private @Nullable MovieFault faultOf(Path file) throws Exception {
        return convert(file).outcome.fault();
    }

    private static int find(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
    }

    private Taken convert(Path file) throws Exception {
        Taken taken = new Taken(folder.resolve(file.getFileName() + ".taken"));
        taken.outcome = outcomeOf(FileConversion.start(plan(file), taken));
        taken.written.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return taken;
    }

    private static ConversionOutcome outcomeOf(FileConversion conversion) throws Exception {
        return conversion.outcome().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private ConversionPlan plan(Path file) {
        return new ConversionPlan(
                "test",
                file,
                NATIVES,
                Rung.STANDARD.subList(1, 5),
                30,
                Duration.ofMillis(333),
                Duration.ofSeconds(2),
                128_000,
                Duration.ofSeconds(1),
                Duration.ofHours(4),
                Instant.EPOCH);
    }

    /** A recording as a node writes it. */
    private final class Taken implements ConversionSink {

        private final Path place;
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private final RecordingWriter writer;
        private ConversionOutcome outcome = new ConversionOutcome(MovieFault.LOST, "not ended");
        private @Nullable ProgramFormat format;
        private final AtomicInteger chunks = new AtomicInteger();
        private int pictures;

        Taken(Path place) {
            this.place = place;
            this.writer = new RecordingWriter(place, disk, 64 << 20, () -> written.complete(null));
        }

        ProgramFormat format() {
            return java.util.Objects.requireNonNull(format);
        }

        List<String> tracks() {
            return format().tracks().stream()
                    .map(track -> track.name() + " " + track.width() + "x" + track.height() + " " + track.frameRate())
                    .toList();
        }

        SeenMovie seen() throws IOException {
            Path file = place.resolve("all.mp4");
            RecordedProgram program =
                    Now.now(RecordedProgram.open(new LocalFiles(place, disk), disk, "k", true, 0, Long.MAX_VALUE));
            Mp4File mp4 = Now.now(Mp4File.of(program));
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int piece = 0; piece < mp4.pieces(); piece++) {
                    ByteBuf bytes = Now.now(mp4.piece(piece));
                    out.write(ByteBufUtil.getBytes(bytes));
                    bytes.release();
                }
            }
            return SeenMovie.of(file);
        }

        @Override
        public boolean awaitRoom() {
            return true;
        }

        @Override
        public void begin(ProgramFormat begun) {
            format = begun;
            assertThat(begun.tracks()).allMatch(track -> track.kind() == ProgramTrack.Kind.AUDIO || track.width() > 0);
            writer.begin(begun);
        }

        @Override
        public void chunk(ProgramChunk chunk) {
            chunks.incrementAndGet();
            writer.chunk(chunk);
        }

        @Override
        public void picture(ByteBuf jpeg) {
            pictures++;
            writer.picture(jpeg);
        }

        @Override
        public void end() {
            writer.end();
        }
    }
}
