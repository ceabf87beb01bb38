package live.weir.bridge.transcode.program;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;
import live.weir.bridge.transcode.MakerSettings;
import live.weir.bridge.transcode.ProgramMaker;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.RunningProgram;
import live.weir.bridge.transcode.Slate;
import live.weir.testing.HouseRules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs by a real child, of real RTP; what comes out is decoded and looked at. */
@ExtendWith(HouseRules.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgramTest {

    static final Path NATIVES = Path.of("target/natives").toAbsolutePath();
    static final List<Rung> LADDER = List.of(new Rung(640, 360, 700_000), new Rung(426, 240, 400_000));
    private static final int PARTS_OF_SEGMENT = 6;

    static {
        System.setProperty("org.bytedeco.javacpp.cachedir", NATIVES.toString());
    }

    private final List<Actor> actors = new ArrayList<>();
    private ProgramMaker maker;
    private Audience audience = new Audience();

    @SuppressWarnings("NullAway.Init")
    private RunningProgram program;

    @BeforeAll
    void open() {
        // What the CPU carries is another test's.
        maker = FfmpegProgramMaker.open(new MakerSettings(NATIVES, 100, true));
    }

    @AfterAll
    void close() {
        maker.close();
    }

    @AfterEach
    void end() throws Exception {
        program.close();
        program.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(audience.ends()).isEqualTo(1);
        for (Actor actor : actors) {
            assertThat(actor.tap().isClosed()).isTrue();
            actor.close();
        }
        actors.clear();
        audience = new Audience();
    }

    @Test
    void a_performer_is_seen_and_heard_at_the_right_times_on_all_rungs() throws Exception {
        start();
        Actor actor = attach("a", "VP8", 640, 360);
        show(SceneLayout.GRID, "a");
        awaitSight(6_000_000);
        Audience.Run run = newest();
        List<Viewing> rungs = List.of(Viewing.of(run, 0), Viewing.of(run, 1));
        assertThat(rungs.get(0).sights).isNotEmpty();
        List<Long> keyframes = keyframes(rungs.get(0));
        assertThat(keyframes).hasSizeGreaterThanOrEqualTo(3).startsWith(0L, 2_000_000L, 4_000_000L);
        assertThat(keyframes(rungs.get(1))).startsWith(0L, 2_000_000L, 4_000_000L);
        for (Viewing rung : rungs) {
            assertThat(rung.times).isSorted().doesNotHaveDuplicates();
        }
        List<Audience.Piece> parts = run.of(0);
        for (int i = 0; i + 1 < parts.size(); i++) {
            assertThat(parts.get(i + 1).start())
                    .isEqualTo(parts.get(i).start() + parts.get(i).duration());
            assertThat(parts.get(i).independent()).isEqualTo(i % PARTS_OF_SEGMENT == 0);
        }
        double video = pictureOffset(run, rungs.get(0));
        Viewing sound = Viewing.of(run, run.audio());
        double audio = soundOffset(run, sound);
        System.out.printf(
                "A/V: pictures %.1f ms, sound %.1f ms, delay %s%n",
                video, audio, program.vitals().delay());
        assertThat(Math.abs(audio - video)).as("lips and voice apart, ms").isLessThan(80);
        assertThat(sound.loudest).isBetween(0.02f, 0.9f);
        assertThat(run.format().tracks().get(0).codecs()).startsWith("avc1.42");
        assertThat(audience.pictures()).isNotEmpty();
        assertThat(audience.pictures().get(0)).startsWith(0xff, 0xd8, 0xff);
        assertThat(actor.tap().keyframeRequests()).isBetween(1, 6);
    }

    @Test
    void sources_come_and_go_and_change_without_a_break() throws Exception {
        start();
        awaitMore(1);
        Actor bright = attach("bright", "H264", 320, 180).brightness(190);
        Actor dark = attach("dark", "VP9", 320, 240).brightness(40);
        show(SceneLayout.SIDE_BY_SIDE, "bright", "dark");
        awaitPictures("bright");
        awaitPictures("dark");
        awaitMore(6);
        show(SceneLayout.SIDE_BY_SIDE, "dark", "bright");
        awaitMore(4);
        show(SceneLayout.PICTURE_IN_PICTURE, "bright", "dark");
        awaitMore(4);
        bright.resize(480, 360);
        awaitMore(3);
        bright.beginAnew();
        bright.lose(0.1);
        bright.sound(false);
        dark.show(false);
        awaitMore(4);
        bright.lose(0);
        program.detach("dark");
        Actor again = attach("bright", "VP8", 640, 360).brightness(190);
        awaitMore(6);
        assertThat(bright.tap().isClosed()).isTrue();
        assertThat(again.tap().isClosed()).isFalse();
        show(SceneLayout.GRID);
        awaitMore(4);
        assertThat(program.vitals().restarts()).isZero();
        // One run, unless the machine was too busy for any: then what it left out is in the ones before.
        List<Viewing.Sight> sights = new ArrayList<>();
        for (Audience.Run run : audience.runs()) {
            Viewing all = Viewing.of(run, 1);
            assertThat(all.times).isSorted().doesNotHaveDuplicates();
            sights.addAll(all.sights);
            assertThat(Viewing.of(run, run.audio()).times).isSorted().doesNotHaveDuplicates();
        }
        assertThat(sights).anyMatch(sight -> isBright(sight, 5) && isDark(sight, 6));
        assertThat(sights).anyMatch(sight -> isDark(sight, 5) && isBright(sight, 6));
        assertThat(sights).anyMatch(sight -> isBright(sight, 5) && isBright(sight, 6) && isDark(sight, 15));
        assertThat(sights.get(sights.size() - 1).brightness()).as("the slate").allMatch(value -> value < 120);
    }

    private void awaitPictures(String source) throws Exception {
        eventually(() -> assertThat(program.vitals().sources())
                .anyMatch(one -> one.name().equals(source) && one.pictures() > 0));
    }

    private static boolean isBright(Viewing.Sight sight, int place) {
        return sight.brightness().get(place) > 160;
    }

    private static boolean isDark(Viewing.Sight sight, int place) {
        return sight.brightness().get(place) < 90;
    }

    /** So many chunks more, in whichever run. */
    private void awaitMore(int chunks) throws Exception {
        int runs = audience.runs().size();
        int before = audience.chunks();
        eventually(() -> assertThat(
                        audience.runs().size() > runs
                                ? audience.chunks() >= chunks
                                : audience.chunks() >= before + chunks)
                .as(audience.words() + " " + program.vitals())
                .isTrue());
    }

    @Test
    void a_child_that_dies_or_stands_still_is_replaced_and_the_program_goes_on() throws Exception {
        start();
        Actor actor = attach("a", "H264", 320, 180);
        show(SceneLayout.GRID, "a");
        awaitMore(3);
        long first = program.vitals().pid().orElseThrow();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        awaitRestart(1, first);
        long second = program.vitals().pid().orElseThrow();
        new ProcessBuilder("kill", "-STOP", Long.toString(second)).start().waitFor();
        awaitRestart(2, second);
        assertThat(audience.words()).anyMatch(word -> word.contains("its process was stopped"));
        eventually(() -> assertThat(ProcessHandle.of(second).filter(ProcessHandle::isAlive))
                .isEmpty());
        eventually(() -> assertThat(Viewing.of(newest(), 0).sights)
                .anyMatch(sight -> sight.clock().isPresent()));
        assertThat(actor.tap().isClosed()).isFalse();
    }

    private void awaitRestart(int restarts, long former) throws Exception {
        eventually(() -> {
            ProgramVitals vitals = program.vitals();
            assertThat(vitals.restarts()).as(vitals.toString()).isGreaterThanOrEqualTo(restarts);
            assertThat(vitals.state()).as(vitals.toString()).isEqualTo(ProgramVitals.State.RUNNING);
            assertThat(vitals.pid()).isPresent().isNotEqualTo(java.util.OptionalLong.of(former));
        });
    }

    private Audience.Run newest() {
        return audience.runs().get(audience.runs().size() - 1);
    }

    private static List<Long> keyframes(Viewing viewing) {
        return viewing.sights.stream()
                .filter(Viewing.Sight::keyframe)
                .map(Viewing.Sight::micros)
                .toList();
    }

    /** How much later than at its capture a picture is dated, in milliseconds; the median. */
    private static double pictureOffset(Audience.Run run, Viewing viewing) {
        return viewing.sights.stream()
                .filter(sight -> sight.clock().isPresent() && sight.micros() > 2_000_000)
                .mapToDouble(sight -> run.format().origin().toEpochMilli()
                        + sight.micros() / 1000.0
                        - sight.clock().getAsLong())
                .sorted()
                .skip(viewing.sights.size() / 3)
                .findFirst()
                .orElseThrow();
    }

    /** The same of the chimes, which begin at full seconds. */
    private static double soundOffset(Audience.Run run, Viewing viewing) {
        assertThat(viewing.onsets).isNotEmpty();
        long onset = viewing.onsets.get(viewing.onsets.size() - 1);
        double at = run.format().origin().toEpochMilli() + onset / 1000.0;
        return at - Math.round(at / 1000) * 1000.0;
    }

    private void start() {
        start(Slate.titled("River"));
    }

    private void start(Slate slate) {
        program = maker.start(settings(slate), audience, audience);
    }

    private static ProgramSettings settings(Slate slate) {
        return new ProgramSettings(
                "test",
                LADDER,
                30,
                Duration.ofMillis(333),
                Duration.ofSeconds(2),
                96_000,
                slate,
                true,
                Duration.ofSeconds(1));
    }

    private Actor attach(String name, String codec, int width, int height) {
        Actor actor = Actor.start(codec, width, height);
        actors.add(actor);
        program.attach(name, actor.tap());
        return actor;
    }

    private void show(SceneLayout layout, String... names) {
        program.show(new Scene(
                layout,
                List.of(names).stream()
                        .map(name -> new Scene.Shown(name, "Ann " + name, false, false))
                        .toList(),
                Optional.empty()));
    }

    /** Waits until a run has pictures with a time for so long. */
    private void awaitSight(long micros) throws Exception {
        eventually(() -> {
            assertThat(audience.runs())
                    .as(audience.words() + " " + program.vitals())
                    .isNotEmpty();
            List<Audience.Piece> parts =
                    audience.runs().get(audience.runs().size() - 1).of(0);
            assertThat(parts.stream().mapToLong(Audience.Piece::duration).sum())
                    .as(audience.words() + " " + program.vitals())
                    .isGreaterThan(micros);
        });
        assertThat(program.vitals().state()).isEqualTo(ProgramVitals.State.RUNNING);
    }
}
