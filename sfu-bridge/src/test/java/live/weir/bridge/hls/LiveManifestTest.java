package live.weir.bridge.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.hls.Player.Got;
import live.weir.bridge.program.ProgramChunk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DASH from what is packed for HLS. */
class LiveManifestTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private Packager packager;
    private SyntheticProgram program;
    private Player player;

    @BeforeEach
    void open() {
        open(PackagerSettings.of("k1"), KeyRing.none());
    }

    private void open(PackagerSettings settings, KeyRing keys) {
        packager = new Packager(settings, new DiskShelf(folder.resolve("shelf"), disk), keys);
        program = new SyntheticProgram(packager);
        player = new Player(packager, Runnable::run);
    }

    @AfterEach
    void close() throws Exception {
        packager.close();
        disk.shutdown();
        assertThat(disk.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private String manifest() {
        return player.get("manifest.mpd").text();
    }

    @Test
    void it_names_the_segments_of_hls_and_says_that_they_come_while_they_are_made() {
        program.begin().segments(1);

        assertThat(manifest().replaceFirst("publishTime=\"[^\"]+\"", "publishTime=\"now\""))
                .isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011,http://www.dashif.org/guidelines/low-latency-live-v5" minBufferTime="PT1S" maxSegmentDuration="PT2.5S" availabilityStartTime="2027-01-31T20:00:00Z" publishTime="now" type="dynamic" minimumUpdatePeriod="PT2S" timeShiftBufferDepth="PT1800S" suggestedPresentationDelay="PT2S">
                <ServiceDescription id="0"><Latency target="2000" min="1000" max="6000" referenceId="0"/><PlaybackRate min="0.95" max="1.05"/></ServiceDescription>
                <Period id="0" start="PT0S">
                <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">
                <ProducerReferenceTime id="0" type="encoder" wallClockTime="2027-01-31T20:00:00Z" presentationTime="0"><UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="clock.txt"/></ProducerReferenceTime>
                <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                <Representation id="v720" codecs="avc1.42c01f" bandwidth="3125000" width="1280" height="720" frameRate="30">
                <SegmentTemplate timescale="1000000" duration="2000000" startNumber="0" availabilityTimeOffset="1.65" availabilityTimeComplete="false" initialization="k1/v720/init0.mp4" media="k1/v720/s$Number$.m4s"/>
                </Representation>
                <Representation id="v360" codecs="avc1.42c01f" bandwidth="1000000" width="640" height="360" frameRate="30">
                <SegmentTemplate timescale="1000000" duration="2000000" startNumber="0" availabilityTimeOffset="1.65" availabilityTimeComplete="false" initialization="k1/v360/init0.mp4" media="k1/v360/s$Number$.m4s"/>
                </Representation>
                </AdaptationSet>
                <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">
                <ProducerReferenceTime id="0" type="encoder" wallClockTime="2027-01-31T20:00:00Z" presentationTime="0"><UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="clock.txt"/></ProducerReferenceTime>
                <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                <Representation id="audio" codecs="mp4a.40.2" bandwidth="160000">
                <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                <SegmentTemplate timescale="1000000" duration="2000000" startNumber="0" availabilityTimeOffset="1.664" availabilityTimeComplete="false" initialization="k1/audio/init0.mp4" media="k1/audio/s$Number$.m4s"/>
                </Representation>
                </AdaptationSet>
                </Period>
                <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="clock.txt"/>
                </MPD>
                """);
    }

    @Test
    void it_stays_the_same_while_segments_come() {
        program.begin().segments(1);
        Got first = player.get("manifest.mpd");

        program.steps(60);

        assertThat(player.get("manifest.mpd").reply().tag())
                .isEqualTo(first.reply().tag());
    }

    @Test
    void who_asks_before_the_first_segment_is_answered_after_it() {
        CompletableFuture<Got> early = player.ask("manifest.mpd", "", true);
        program.begin().step();
        CompletableFuture<Got> later = player.ask("manifest.mpd", "", true);
        assertThat(early).isNotDone();

        program.steps(6);

        assertThat(early.join().text()).contains("v720");
        assertThat(later.join().reply().content()).isEqualTo(Reply.Content.MANIFEST);
    }

    @Test
    void a_new_run_is_a_period_with_the_gap_before_it_told() {
        program.begin().segments(2).beginAgain().segments(1);

        assertThat(manifest())
                .containsSubsequence(
                        "<Period id=\"0\" start=\"PT0S\" duration=\"PT4.16S\">",
                        "<Period id=\"1\" start=\"PT3600S\">",
                        "wallClockTime=\"2027-01-31T21:00:00Z\"",
                        "startNumber=\"3\"",
                        "initialization=\"k1/v720/init1.mp4\"");
    }

    @Test
    void who_goes_on_with_a_broadcast_keeps_its_timeline_and_begins_periods_of_its_own() {
        Instant began = Instant.parse("2027-01-31T19:59:00Z");
        Numbering from = Numbering.after(began, Duration.ofSeconds(50), Duration.ofSeconds(2));
        packager.close();
        open(
                new PackagerSettings("k1", Duration.ofSeconds(2), Duration.ofMinutes(1), 1 << 20, 10, from),
                KeyRing.none());

        program.begin().segments(1);

        assertThat(manifest())
                .containsSubsequence(
                        "availabilityStartTime=\"2027-01-31T19:59:00Z\"",
                        "<Period id=\"36\" start=\"PT60S\">",
                        "wallClockTime=\"2027-01-31T20:00:00Z\"",
                        "startNumber=\"36\"",
                        "initialization=\"k1/v720/init36.mp4\"");
    }

    @Test
    void what_is_locked_is_for_hls_alone() {
        packager.close();
        KeyRing keys = new KeyRing(Duration.ofMinutes(1), false, Numbering.FIRST);
        open(PackagerSettings.of("k1"), keys);

        program.begin().segments(2);
        keys.lock(true);
        program.segments(1);

        Reply refused = player.get("manifest.mpd").reply();
        assertThat(refused.outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        assertThat(refused.reason()).contains("HLS");
        assertThat(player.get("k1/v720/s3.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);

        keys.lock(false);
        program.segments(2);

        assertThat(manifest())
                .containsSubsequence(
                        "<Period id=\"0\" start=\"PT0S\" duration=\"PT6S\">",
                        "<Period id=\"2\" start=\"PT8S\">",
                        "startNumber=\"4\"")
                .doesNotContain("<Period id=\"1\"");
    }

    @Test
    void a_segment_off_the_beat_begins_a_period_so_that_numbers_tell_the_time_again() {
        program.begin().segments(2); // the third has begun
        for (int part = 0; part < 20; part++) { // no keyframe for six seconds
            long start = 4_333_333 + part * 333_333L;
            packager.chunk(new ProgramChunk(0, start, 333_333, part == 19, bytes()));
            packager.chunk(new ProgramChunk(1, start, 333_333, part == 19, bytes()));
        }

        assertThat(packager.counts().cutBlindly()).isEqualTo(4);
        assertThat(manifest().replaceAll("6[67]\\d{4}", "6"))
                .containsSubsequence(
                        "<Period id=\"0\" start=\"PT0S\" duration=\"PT8.6S\">",
                        "<Period id=\"1\" start=\"PT8.6S\">",
                        "startNumber=\"4\" presentationTimeOffset=\"86\"",
                        "startNumber=\"4\" presentationTimeOffset=\"86\"")
                .doesNotContain("<Period id=\"2\"");
    }

    @Test
    void the_end_makes_it_static_with_what_is_still_there() {
        program.begin().segments(3);
        packager.end();

        assertThat(manifest())
                .contains("type=\"static\"", "mediaPresentationDuration=\"PT6.08S\"")
                .contains("<Period id=\"0\" start=\"PT0S\" duration=\"PT6.08S\">")
                .doesNotContain("availabilityTimeOffset", "minimumUpdatePeriod", "UTCTiming");
        assertThat(player.get("k1/v720/s4.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
    }

    @Test
    void the_segment_that_is_made_goes_out_part_by_part() {
        program.begin().segments(1);
        Reading reading = new Reading("k1/v720/s1.m4s");
        assertThat(reading.parts).hasSize(1);

        program.steps(2);
        assertThat(reading.parts).hasSize(3);
        assertThat(packager.waiting()).isEqualTo(1);
        program.steps(4);

        assertThat(reading.last).isEqualTo(Sequel.Kind.END);
        assertThat(String.join("", reading.parts))
                .isEqualTo(player.get("k1/v720/s1.m4s").text())
                .hasSize(6 * 200);
        assertThat(packager.waiting()).isZero();
    }

    @Test
    void who_waits_for_the_next_segment_does_not_get_one_of_another_run() {
        program.begin().segments(2);
        CompletableFuture<Got> waits = player.ask("k1/v720/s3.m4s", "", false);

        program.beginAgain().step();

        assertThat(waits.join().outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);
        assertThat(player.get("k1/v720/s3.m4s").outcome()).isEqualTo(Reply.Outcome.FOUND);
    }

    @Test
    void the_next_segment_is_waited_for_and_none_after_it() {
        program.begin().segments(1);
        Reading next = new Reading("k1/v720/s2.m4s");
        assertThat(next.reply).isNull();
        assertThat(player.get("k1/v720/s3.m4s").outcome()).isEqualTo(Reply.Outcome.NOT_FOUND);

        program.steps(6);

        assertThat(next.parts).hasSize(1);
    }

    @Test
    void a_program_that_is_abandoned_breaks_what_was_not_finished() {
        program.begin().segments(1);
        Reading reading = new Reading("k1/v720/s1.m4s");

        packager.close();

        assertThat(reading.last).isEqualTo(Sequel.Kind.BROKEN);
    }

    @Test
    void a_maker_that_begins_again_finishes_what_it_had_begun() {
        program.begin().segments(1);
        Reading reading = new Reading("k1/v720/s1.m4s");

        program.beginAgain();

        assertThat(reading.last).isEqualTo(Sequel.Kind.END);
        assertThat(reading.parts).hasSize(1);
    }

    private static ByteBuf bytes() {
        return Unpooled.directBuffer(8).writeLong(1);
    }

    /** Somebody who takes all there is of a segment. */
    private final class Reading {

        private final List<String> parts = new ArrayList<>();

        @Nullable
        private Reply reply;

        private Sequel.@Nullable Kind last;

        Reading(String path) {
            packager.ask(Wanted.of(path, null, false), Runnable::run, this::begun);
        }

        private void begun(Reply answer) {
            reply = answer;
            take(answer.body());
            if (answer.sequel() != null) {
                goOn(answer.sequel());
            }
        }

        private void goOn(Sequel sequel) {
            sequel.next(step -> {
                take(step.body());
                if (step.isLast()) {
                    last = step.kind();
                } else {
                    goOn(sequel);
                }
            });
        }

        private void take(List<ByteBuf> pieces) {
            for (ByteBuf piece : pieces) {
                parts.add(piece.toString(java.nio.charset.StandardCharsets.UTF_8));
                piece.release();
            }
        }
    }
}
