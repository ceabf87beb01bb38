package live.weir.bridge.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import live.weir.bridge.hls.Player.Got;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramTrack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagerTest {

    private static final String VIDEO = "k1/v720/";

    @TempDir
    Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private String shelf = "shelf";
    private Packager packager;
    private SyntheticProgram program;
    private Player player;

    @BeforeEach
    void open() {
        open(PackagerSettings.of("k1"));
    }

    private void open(PackagerSettings settings) {
        if (packager != null) {
            packager.close();
        }
        packager = new Packager(settings, new DiskShelf(folder.resolve(shelf), disk));
        program = new SyntheticProgram(packager);
        player = new Player(packager, Runnable::run);
    }

    @AfterEach
    void close() throws Exception {
        packager.close();
        disk.shutdown();
        // The shelf still deletes; the folder can't be taken away under it.
        assertThat(disk.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_first_playlist_names_every_rendition_and_sound_alone() {
        program.begin();

        assertThat(player.get("index.m3u8").text().lines())
                .containsExactly(
                        "#EXTM3U",
                        "#EXT-X-VERSION:9",
                        "#EXT-X-INDEPENDENT-SEGMENTS",
                        "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"audio\",DEFAULT=YES,AUTOSELECT=YES,"
                                + "CHANNELS=\"2\",URI=\"k1/audio/index.m3u8\"",
                        "#EXT-X-STREAM-INF:BANDWIDTH=3285000,AVERAGE-BANDWIDTH=2628000,"
                                + "CODECS=\"avc1.42c01f,mp4a.40.2\",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO=\"sound\"",
                        "k1/v720/index.m3u8",
                        "#EXT-X-STREAM-INF:BANDWIDTH=1160000,AVERAGE-BANDWIDTH=928000,"
                                + "CODECS=\"avc1.42c01f,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=30.000,AUDIO=\"sound\"",
                        "k1/v360/index.m3u8",
                        "#EXT-X-STREAM-INF:BANDWIDTH=160000,AVERAGE-BANDWIDTH=128000,CODECS=\"mp4a.40.2\","
                                + "AUDIO=\"sound\"",
                        "k1/audio/index.m3u8");
    }

    @Test
    void a_playlist_has_its_parts_its_segments_and_what_comes_next() {
        program.begin().segments(1).step();

        assertThat(player.get(VIDEO + "index.m3u8").text()).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:9
                #EXT-X-TARGETDURATION:2
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.00000,HOLD-BACK=6.00000,PART-HOLD-BACK=1.20000
                #EXT-X-PART-INF:PART-TARGET=0.35000
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-MAP:URI="init0.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2027-01-31T20:00:00Z
                #EXT-X-PART:DURATION=0.33333,URI="p0.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.33333,URI="p1.m4s"
                #EXT-X-PART:DURATION=0.33333,URI="p2.m4s"
                #EXT-X-PART:DURATION=0.33333,URI="p3.m4s"
                #EXT-X-PART:DURATION=0.33333,URI="p4.m4s"
                #EXT-X-PART:DURATION=0.33333,URI="p5.m4s"
                #EXTINF:2.00000,
                s0.m4s
                #EXT-X-PROGRAM-DATE-TIME:2027-01-31T20:00:02Z
                #EXT-X-PART:DURATION=0.33333,URI="p6.m4s",INDEPENDENT=YES
                #EXT-X-PART:DURATION=0.33333,URI="p7.m4s"
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="p8.m4s"
                #EXT-X-RENDITION-REPORT:URI="../v360/index.m3u8",LAST-MSN=1,LAST-PART=1
                #EXT-X-RENDITION-REPORT:URI="../audio/index.m3u8",LAST-MSN=1,LAST-PART=1
                """);
    }

    @Test
    void a_segment_is_its_parts() {
        program.begin().segments(1);

        byte[] whole = player.get(VIDEO + "s0.m4s").bytes();

        byte[] joined = new byte[0];
        for (int part = 0; part < 6; part++) {
            byte[] next = player.get(VIDEO + "p" + part + ".m4s").bytes();
            joined = java.util.Arrays.copyOf(joined, joined.length + next.length);
            System.arraycopy(next, 0, joined, joined.length - next.length, next.length);
        }
        assertThat(whole).isEqualTo(joined);
        assertThat(player.get(VIDEO + "init0.mp4").text()).isEqualTo("ftyp moov v720");
    }

    @Test
    void a_reload_waits_for_its_part_and_a_hinted_part_for_itself() {
        program.begin().segments(1);
        CompletableFuture<Got> reload = player.ask(VIDEO + "index.m3u8", "_HLS_msn=1&_HLS_part=1", true);
        CompletableFuture<Got> hinted = player.ask(VIDEO + "p7.m4s", "", false);
        assertThat(packager.waiting()).isEqualTo(2);
        assertThat(reload).isNotDone();
        assertThat(hinted).isNotDone();

        program.step();

        assertThat(reload.join().text()).contains("URI=\"p7.m4s\"").contains("PRELOAD-HINT:TYPE=PART,URI=\"p8.m4s\"");
        assertThat(hinted.join().outcome()).isEqualTo(Reply.Outcome.FOUND);
        assertThat(packager.waiting()).isZero();
    }

    @Test
    void a_part_past_the_end_of_a_segment_means_the_first_of_the_next() {
        program.begin().segments(1);
        CompletableFuture<Got> reload = player.ask(VIDEO + "index.m3u8", "_HLS_msn=1&_HLS_part=6", false);

        program.steps(5);
        assertThat(reload).isNotDone();
        program.step();

        assertThat(reload.join().text()).contains("s1.m4s").contains("URI=\"p12.m4s\"");
    }

    @Test
    void a_reload_without_part_waits_for_the_whole_segment() {
        program.begin().segments(1);
        CompletableFuture<Got> reload = player.ask(VIDEO + "index.m3u8", "_HLS_msn=1", false);

        program.steps(5);
        assertThat(reload).isNotDone();
        program.step();

        assertThat(reload.join().text()).contains("s1.m4s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_HLS_msn=3", "_HLS_msn=999999999999", "_HLS_msn=1&_HLS_part=3000"})
    void what_is_far_off_is_refused(String directives) {
        program.begin().segments(1);

        assertThat(player.get(VIDEO + "index.m3u8?" + directives).outcome()).isEqualTo(Reply.Outcome.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_HLS_part=1", "_HLS_msn=-1", "_HLS_msn=", "_HLS_msn=1e3", "_HLS_msn=99999999999999999999"})
    void directives_that_make_no_sense_are_refused(String directives) {
        assertThatThrownBy(() -> Wanted.of("index.m3u8", directives, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("_HLS_");
    }

    @Test
    void who_waits_too_long_is_let_go() throws InterruptedException {
        open(new PackagerSettings("k1", Duration.ofSeconds(1), Duration.ofMinutes(1), 1 << 20, 10, Numbering.FIRST));
        program.begin().steps(4);
        CompletableFuture<Got> reload = player.ask(VIDEO + "index.m3u8", "_HLS_msn=1", false);

        packager.tick();
        assertThat(reload).isNotDone();
        while (!reload.isDone()) {
            Thread.onSpinWait();
            packager.tick();
        }

        assertThat(reload.join().outcome()).isEqualTo(Reply.Outcome.UNAVAILABLE);
    }

    @Test
    void no_more_wait_than_there_is_room_for() {
        open(new PackagerSettings("k1", Duration.ofSeconds(2), Duration.ofMinutes(1), 1 << 20, 10, Numbering.FIRST));
        program.begin().segments(1);
        List<CompletableFuture<Got>> waiting = new ArrayList<>();
        for (int request = 0; request < 11; request++) {
            waiting.add(player.ask(VIDEO + "index.m3u8", "_HLS_msn=1", false));
        }

        assertThat(waiting.get(10).join().outcome()).isEqualTo(Reply.Outcome.UNAVAILABLE);
        program.segments(1);
        assertThat(waiting.get(9).join().outcome()).isEqualTo(Reply.Outcome.FOUND);
    }

    @Test
    void a_loop_is_woken_once_for_all_its_requests_and_the_playlist_is_written_once() {
        AtomicInteger wakings = new AtomicInteger();
        List<Runnable> queue = new ArrayList<>();
        Player onLoop = new Player(packager, task -> {
            wakings.incrementAndGet();
            queue.add(task);
        });
        program.begin().segments(1);
        List<CompletableFuture<Got>> all = new ArrayList<>();
        for (int request = 0; request < 1_000; request++) {
            all.add(onLoop.ask(VIDEO + "index.m3u8", "_HLS_msn=1&_HLS_part=1", true));
        }

        program.step();
        queue.forEach(Runnable::run);

        assertThat(wakings).hasValue(1);
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(all.stream().map(answer -> answer.join().text()).distinct()).hasSize(1);
    }

    @Test
    void a_delta_leaves_out_what_is_older_than_six_targets() {
        program.begin().segments(10);

        String delta = player.get(VIDEO + "index.m3u8?_HLS_msn=9&_HLS_skip=YES").text();

        assertThat(delta)
                .contains("#EXT-X-MEDIA-SEQUENCE:0\n")
                .contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=4\n")
                .doesNotContain("s3.m4s")
                .doesNotContain("EXT-X-MAP")
                .contains("s4.m4s");
    }

    @Test
    void a_new_run_is_a_discontinuity_with_a_header_of_its_own() {
        program.begin().segments(1).steps(2).beginAgain().segments(1);

        assertThat(player.get(VIDEO + "index.m3u8").text()).contains("""
                        #EXTINF:1.00000,
                        s1.m4s
                        #EXT-X-DISCONTINUITY
                        #EXT-X-MAP:URI="init1.mp4"
                        #EXT-X-PROGRAM-DATE-TIME:2027-01-31T21:00:00Z
                        """).contains("URI=\"p9.m4s\",INDEPENDENT=YES");
        assertThat(player.get(VIDEO + "init1.mp4").outcome()).isEqualTo(Reply.Outcome.FOUND);
    }

    @Test
    void who_goes_on_with_a_broadcast_answers_players_of_the_one_before_from_numbers_that_nobody_used() {
        program.begin().segments(3);
        CompletableFuture<Got> blocked = player.ask(VIDEO + "index.m3u8", "_HLS_msn=3&_HLS_part=1", false);
        open(new PackagerSettings(
                "k1",
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                1 << 20,
                10,
                Numbering.after(Instant.EPOCH, Duration.ofSeconds(9), Duration.ofSeconds(2))));
        CompletableFuture<Got> early = player.ask(VIDEO + "index.m3u8", "_HLS_msn=3&_HLS_part=1", false);
        program.begin().segments(10);

        assertThat(blocked.join().outcome()).isEqualTo(Reply.Outcome.MOVED);
        assertThat(early.join().text()).contains("#EXT-X-MEDIA-SEQUENCE:8\n");
        assertThat(player.get(VIDEO + "index.m3u8?_HLS_msn=3&_HLS_part=1&_HLS_skip=YES")
                        .text())
                .contains("#EXT-X-MEDIA-SEQUENCE:8\n#EXT-X-DISCONTINUITY-SEQUENCE:8\n#EXT-X-MAP:URI=\"init8.mp4\"\n")
                .contains("URI=\"p224.m4s\",INDEPENDENT=YES")
                .doesNotContain("SKIP:");
        assertThat(player.get(VIDEO + "p3.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
    }

    @Test
    void numbers_of_the_next_owner_are_higher_than_any_that_the_one_before_can_have_used() {
        Duration target = Duration.ofSeconds(2);
        for (long seconds = 1; seconds < 100_000; seconds += 7) {
            Numbering next = Numbering.after(Instant.EPOCH, Duration.ofSeconds(seconds), target);
            assertThat(next.msn()).isGreaterThan(1 + (long) (seconds / 1.6));
            assertThat(next.part()).isGreaterThan(seconds * 10);
            assertThat(next.run()).isGreaterThan(1);
        }
        assertThat(Numbering.after(Instant.EPOCH, Duration.ofSeconds(-5), target))
                .isEqualTo(new Numbering(0, 0, 0, Instant.EPOCH));
    }

    @Test
    void the_window_slides_and_what_left_it_is_still_served_for_as_long_again() {
        open(new PackagerSettings("k1", Duration.ofSeconds(2), Duration.ofSeconds(10), 1 << 20, 10, Numbering.FIRST));
        program.begin().segments(1).steps(2).beginAgain().segments(30);

        String playlist = player.get(VIDEO + "index.m3u8").text();

        assertThat(playlist)
                .contains("#EXT-X-MEDIA-SEQUENCE:27\n")
                .contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n")
                .contains("#EXT-X-MAP:URI=\"init1.mp4\"\n")
                .doesNotContain("#EXT-X-DISCONTINUITY\n");
        assertThat(player.get(VIDEO + "s23.m4s").outcome()).isEqualTo(Reply.Outcome.FOUND);
        assertThat(player.get(VIDEO + "s5.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        assertThat(player.get(VIDEO + "init0.mp4").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
    }

    @Test
    void older_segments_lie_on_disk_and_are_served_from_there() throws Exception {
        program.begin().segments(40);
        disk.submit(() -> {}).get();
        program.segments(1);

        long memory = packager.counts().memory();
        byte[] old = player.get(VIDEO + "s0.m4s").bytes();

        assertThat(memory).isLessThan(3 * 200L * 6 * 15);
        assertThat(old).hasSize(1_200);
        assertThat(player.get(VIDEO + "p0.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
    }

    @Test
    void a_disk_that_takes_nothing_costs_the_window_and_not_the_memory() throws Exception {
        shelf = "no folder";
        Files.writeString(folder.resolve(shelf), "but a file");
        open(new PackagerSettings("k1", Duration.ofSeconds(2), Duration.ofMinutes(30), 100_000, 10, Numbering.FIRST));
        program = new SyntheticProgram(packager, 2_000);

        program.begin().segments(100);

        assertThat(packager.counts().memory()).isLessThanOrEqualTo(100_000);
        assertThat(packager.counts().lostFromWindow()).isPositive();
        assertThat(player.get(VIDEO + "index.m3u8").text()).contains("s99.m4s").doesNotContain("s50.m4s");
    }

    @Test
    void after_the_end_nobody_waits_and_the_directives_are_ignored() {
        program.begin().segments(2);
        CompletableFuture<Got> reload = player.ask(VIDEO + "index.m3u8", "_HLS_msn=3", false);
        CompletableFuture<Got> hinted = player.ask(VIDEO + "p13.m4s", "", false);

        packager.end();

        assertThat(reload.join().text()).endsWith("s2.m4s\n#EXT-X-ENDLIST\n").doesNotContain("HINT");
        assertThat(hinted.join().outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        assertThat(player.get(VIDEO + "index.m3u8?_HLS_msn=500&_HLS_skip=YES").text())
                .endsWith("#EXT-X-ENDLIST\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k1/v720/p.m4s",
                "k1/v720/p-1.m4s",
                "k1/v720/p00.m4s",
                "k1/v720/p99999999999999999999.m4s",
                "k1/v720/../v720/index.m3u8",
                "k1/../../etc/passwd",
                "k1/",
                "k1",
                "",
                "k1/v720",
                "k1/v720/",
                "k2/v720/index.m3u8",
                "k1/v1080/index.m3u8",
                "k1/v720/p500.m4s",
                "k1/v720/s3.m4s",
                "k1/v720/init.mp4"
            })
    void what_no_playlist_names_is_not_there(String path) {
        program.begin().segments(1);

        assertThat(player.get(path).outcome()).as(path.toLowerCase(Locale.ROOT)).isEqualTo(Reply.Outcome.NOT_FOUND);
    }

    @Test
    void nothing_that_a_maker_may_do_wrong_stays_in_memory() {
        packager.chunk(new ProgramChunk(0, 0, 1, true, bytes()));
        program.begin();
        packager.chunk(new ProgramChunk(0, 0, 1, false, bytes()));
        packager.chunk(new ProgramChunk(7, 0, 1, true, bytes()));
        packager.end();
        packager.chunk(new ProgramChunk(0, 0, 1, true, bytes()));
        packager.picture(bytes());
        packager.picture(bytes());

        assertThat(packager.counts().dropped()).isEqualTo(4);
        assertThat(packager.counts().memory()).isZero();
    }

    private static ByteBuf bytes() {
        return Unpooled.directBuffer(8).writeLong(1);
    }

    @Test
    void a_segment_without_a_keyframe_is_cut_all_the_same_and_counted() {
        program.begin();
        for (int part = 0; part < 15; part++) {
            packager.chunk(new ProgramChunk(0, part * 333_333L, 333_333, part == 0, bytes()));
        }

        assertThat(packager.counts().cutBlindly()).isEqualTo(2);
        assertThat(durations(player.get(VIDEO + "index.m3u8").text())).allMatch(seconds -> seconds < 2.5);
    }

    private static Stream<Double> durations(String playlist) {
        return playlist.lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .map(line -> Double.parseDouble(line.substring(8, line.length() - 1)));
    }

    @Test
    void sound_is_cut_where_the_pictures_are() {
        program.begin().segments(20);

        assertThat(durations(player.get("k1/audio/index.m3u8").text()))
                .hasSize(20)
                .allMatch(seconds -> seconds > 1.7 && seconds < 2.3);
    }

    @Test
    void the_newest_picture_is_at_hand() {
        assertThat(player.get("picture.jpg").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        packager.picture(bytes());

        assertThat(player.get("picture.jpg").bytes()).hasSize(8);
    }

    @Test
    void who_asks_before_the_beginning_is_answered_at_it() {
        CompletableFuture<Got> first = player.ask("index.m3u8", "", false);
        assertThat(first).isNotDone();

        program.begin();

        assertThat(first.join().text()).contains("v720");
    }

    @Test
    void a_maker_that_leaves_out_a_rung_takes_its_players_off_it() {
        program.begin().segments(1);
        CompletableFuture<Got> reload = player.ask("k1/v360/index.m3u8", "_HLS_msn=2", false);

        packager.begin(new ProgramFormat(
                java.time.Instant.EPOCH,
                List.of(new ProgramTrack(
                        "v720", ProgramTrack.Kind.VIDEO, "avc1.42c01f", 1280, 720, 30, 1, 0, Unpooled.EMPTY_BUFFER))));

        assertThat(reload.join().outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
    }
}
