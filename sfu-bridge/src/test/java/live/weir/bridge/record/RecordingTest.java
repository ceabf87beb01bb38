package live.weir.bridge.record;

import static java.util.Objects.requireNonNull;
import static live.weir.bridge.transcode.FfmpegFailure.unlessFailed;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Wanted;
import live.weir.testing.Now;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final Instant ORIGIN = Instant.parse("2027-01-31T20:00:00Z");

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

    private Path recorded(int runs) {
        Path folder = home.resolve("recording");
        CompletableFuture<Void> written = new CompletableFuture<>();
        RecordingWriter writer = new RecordingWriter(folder, disk, 64 << 20, () -> written.complete(null));
        for (int run = 0; run < runs; run++) {
            program.feed(writer, ORIGIN.plusSeconds(run * 60L));
        }
        writer.picture(Unpooled.copiedBuffer("jpeg", StandardCharsets.US_ASCII));
        writer.end();
        written.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(writer.leftOut()).isZero();
        return folder;
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
        byte[] bytes = new byte[reply.length()];
        int at = 0;
        for (ByteBuf piece : reply.body()) {
            int length = piece.readableBytes();
            piece.getBytes(piece.readerIndex(), bytes, at, length);
            at += length;
        }
        reply.release();
        return bytes;
    }

    private static String text(RecordedProgram recording, String path) {
        return new String(get(recording, path), StandardCharsets.UTF_8);
    }

    @Test
    void a_recording_plays_from_its_beginning_to_its_end() throws Exception {
        RecordedProgram recording = open(recorded(1), 0, Long.MAX_VALUE);

        String playlist = text(recording, "v240/index.m3u8");

        assertThat(recording.duration()).isBetween(9_900L, 10_100L);
        assertThat(text(recording, "index.m3u8")).contains("v240/index.m3u8", "audio/index.m3u8", "RESOLUTION=320x240");
        assertThat(playlist)
                .contains("#EXT-X-PLAYLIST-TYPE:VOD\n", "#EXT-X-TARGETDURATION:2\n", "#EXTINF:2.00000,\nr0s4.m4s\n")
                .contains("#EXT-X-PROGRAM-DATE-TIME:2027-01-31T20:00:08Z")
                .endsWith("#EXT-X-ENDLIST\n");
        assertThat(new String(get(recording, "v240/r0s0.m4s"), 0, 80, StandardCharsets.ISO_8859_1))
                .contains("moof");
        assertThat(new String(get(recording, "v240/init0.mp4"), 0, 8, StandardCharsets.ISO_8859_1))
                .endsWith("ftyp");
        assertThat(text(recording, "picture.jpg")).isEqualTo("jpeg");
        assertThat(get(recording, "v240/r0s5.m4s")).isEmpty();
        assertThat(get(recording, "../recording/index")).isEmpty();
    }

    @Test
    void two_runs_are_one_recording_with_a_discontinuity() throws Exception {
        RecordedProgram recording = open(recorded(2), 0, Long.MAX_VALUE);

        assertThat(text(recording, "v240/index.m3u8"))
                .contains("r0s4.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init1.mp4\"\n", "r1s4.m4s");
        assertThat(recording.duration()).isBetween(19_800L, 20_200L);
    }

    @Test
    void a_part_of_it_is_cut_at_segments() throws Exception {
        RecordedProgram part = open(recorded(2), 3_000, 5_000);

        assertThat(text(part, "v240/index.m3u8"))
                .contains("r0s1.m4s", "r0s2.m4s")
                .doesNotContain("r0s0.m4s")
                .doesNotContain("r0s3.m4s");
    }

    @Test
    void its_manifest_has_a_period_for_each_run_and_the_same_segments() throws Exception {
        String manifest = text(open(recorded(2), 0, Long.MAX_VALUE), "manifest.mpd");

        assertThat(manifest)
                .contains("type=\"static\"", "mediaPresentationDuration=\"PT20S\"")
                .containsSubsequence(
                        "<Period id=\"r0\" start=\"PT0S\" duration=\"PT10S\">",
                        "startNumber=\"0\" initialization=\"v240/init0.mp4\" media=\"v240/r0s$Number$.m4s\"",
                        "<S t=\"0\" d=\"2000000\" r=\"4\"/>",
                        "media=\"audio/r0s$Number$.m4s\"",
                        "<Period id=\"r1\" start=\"PT10S\" duration=\"PT10S\">",
                        "media=\"v240/r1s$Number$.m4s\"");
        assertThat(text(open(home.resolve("recording"), 3_000, 5_000), "manifest.mpd"))
                .contains("mediaPresentationDuration=\"PT4S\"", "presentationTimeOffset=\"2000000\" startNumber=\"1\"")
                .contains("<S t=\"2000000\" d=\"2000000\" r=\"1\"/>");
    }

    @Test
    void what_a_crash_cut_off_is_whole_up_to_its_last_part() throws Exception {
        Path folder = recorded(1);
        Path index = folder.resolve("index");
        String lines = Files.readString(index);
        Files.writeString(index, lines.substring(0, lines.length() - 7));
        try (var file = java.nio.channels.FileChannel.open(folder.resolve("r0-v240.mp4"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 10);
        }

        RecordedProgram recording = open(folder, 0, Long.MAX_VALUE);

        assertThat(recording.duration()).isBetween(9_300L, 9_950L);
        assertThat(text(recording, "v240/index.m3u8")).endsWith("#EXT-X-ENDLIST\n");
    }

    @Test
    void a_broadcast_that_goes_on_goes_on_with_its_recording() throws Exception {
        recorded(1);

        RecordedProgram recording = open(recorded(1), 0, Long.MAX_VALUE);

        assertThat(recording.duration()).isBetween(19_800L, 20_200L);
    }

    @Test
    void a_line_that_a_crash_cut_hides_nothing_that_is_recorded_after_it() throws Exception {
        Path index = recorded(1).resolve("index");
        String lines = Files.readString(index);
        Files.writeString(index, lines.substring(0, lines.length() - 7));

        RecordedProgram recording = open(recorded(1), 0, Long.MAX_VALUE);

        assertThat(recording.duration()).isBetween(19_300L, 20_200L);
    }

    @Test
    void a_disk_that_takes_nothing_is_tried_again_and_the_parts_are_counted() throws Exception {
        Path folder = home.resolve("recording");
        Files.writeString(folder, "not a folder");
        CompletableFuture<Void> written = new CompletableFuture<>();
        RecordingWriter writer = new RecordingWriter(folder, disk, 1 << 20, () -> written.complete(null));
        program.feed(writer, ORIGIN);
        writer.end();
        written.orTimeout(20, TimeUnit.SECONDS).join();

        assertThat(writer.leftOut()).isPositive();
    }

    @Test
    void what_waits_for_the_disk_is_bounded() {
        RecordingWriter writer = new RecordingWriter(home.resolve("slow"), task -> {}, 10_000, () -> {});
        RecordingWriter refused = new RecordingWriter(home.resolve("none"), disk, 0, () -> {});

        program.feed(refused, ORIGIN);

        assertThat(refused.leftOut()).isPositive();
        assertThat(writer.leftOut()).isZero();
    }

    @Test
    void a_download_is_one_file_whose_picture_and_sound_begin_together_and_whose_times_never_go_back()
            throws Exception {
        Mp4File file = Now.now(Mp4File.of(open(recorded(2), 0, Long.MAX_VALUE)));
        Path target = home.resolve("download.mp4");
        long sent = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int number = 0; number < file.pieces(); number++) {
                ByteBuf piece = Now.now(file.piece(number));
                sent += piece.readableBytes();
                piece.readBytes(out, piece.readableBytes());
                piece.release();
            }
        }

        assertThat(sent).isEqualTo(file.length());
        Map<Integer, double[]> times = times(target);
        assertThat(times).hasSize(2);
        double[] picture = requireNonNull(times.get(0));
        double[] sound = requireNonNull(times.get(1));
        assertThat(Math.abs(picture[0] - sound[0])).isLessThan(0.08);
        assertThat(picture[1]).isBetween(19.8, 20.2);
        assertThat(sound[1]).isBetween(19.6, 20.2);
        assertThat(picture[2]).isEqualTo(600);
    }

    @Test
    void what_its_manifest_addresses_is_read_by_ffmpeg_as_it_says() throws Exception {
        RecordedProgram recording = open(recorded(1), 0, Long.MAX_VALUE);
        String manifest = text(recording, "manifest.mpd");
        Path joined = home.resolve("joined.mp4");
        try (OutputStream out = Files.newOutputStream(joined)) {
            out.write(get(recording, manifest.replaceFirst("(?s).*?initialization=\"([^\"]+)\".*", "$1")));
            String media = manifest.replaceFirst("(?s).*?media=\"([^\"]+)\".*", "$1");
            for (int number = 0; number < 5; number++) {
                out.write(get(recording, media.replace("$Number$", Integer.toString(number))));
            }
        }

        double[] picture = requireNonNull(times(joined).get(0));

        assertThat(picture[0]).isBetween(-0.01, 0.1);
        assertThat(picture[1]).isBetween(9.9, 10.1);
        assertThat(picture[2]).isEqualTo(300);
    }

    /** By stream: when it begins, when it ends, how many packets; FFmpeg reads it. */
    private static Map<Integer, double[]> times(Path path) {
        AVFormatContext input = new AVFormatContext(null);
        unlessFailed("open", avformat.avformat_open_input(input, path.toString(), (AVInputFormat) null, (AVDictionary)
                null));
        AVPacket packet = avcodec.av_packet_alloc();
        Map<Integer, double[]> times = new HashMap<>();
        Map<Integer, Long> last = new HashMap<>();
        while (avformat.av_read_frame(input, packet) >= 0) {
            double unit = avutil.av_q2d(input.streams(packet.stream_index()).time_base());
            double at = packet.pts() * unit;
            assertThat(packet.dts()).isGreaterThan(last.getOrDefault(packet.stream_index(), Long.MIN_VALUE));
            last.put(packet.stream_index(), packet.dts());
            double[] seen = times.computeIfAbsent(packet.stream_index(), stream -> new double[] {at, 0, 0});
            seen[1] = at + packet.duration() * unit;
            seen[2]++;
            avcodec.av_packet_unref(packet);
        }
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(input);
        return times;
    }
}
