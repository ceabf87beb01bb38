package live.weir.platform.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.transcode.ProgramRefused;
import live.weir.platform.delivery.OpenProgram;
import live.weir.platform.program.ScriptedMaker.Made;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import live.weir.platform.resilience.GuardsFixture;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Lease;
import live.weir.signaling.stage.StageProgram;
import live.weir.signaling.stage.StageProgram.Feed;
import live.weir.signaling.stage.StageProgram.Reach;
import live.weir.signaling.stage.StageScene;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A broadcast's program through the troubles of its maker. */
class ProductionTest {

    private static final Broadcast BROADCAST = new Broadcast(
            UUID.randomUUID(),
            new ChannelCard(UUID.randomUUID().toString(), "ada", "Ada paints"),
            new Lease("c", 1),
            Instant.EPOCH);
    private static final ProgramFormat FORMAT = new ProgramFormat(
            Instant.EPOCH,
            List.of(new ProgramTrack(
                    "v360", ProgramTrack.Kind.VIDEO, "avc1.42c01f", 640, 360, 30, 800_000, 0, Unpooled.EMPTY_BUFFER)));

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Guards guards = GuardsFixture.guards(new SimpleMeterRegistry());
    private final ScriptedMaker maker = new ScriptedMaker();
    private final Audience audience = new Audience();
    private final List<Reach> told = new ArrayList<>();
    private final ProductionTotals totals = new ProductionTotals();
    private final Productions productions = new Productions(
            new ProductionLine(
                    maker,
                    guards.create(
                            "ffmpeg",
                            GuardPolicy.defaults(),
                            failure -> !(failure instanceof ProgramRefused),
                            Mono::empty),
                    broadcast -> {
                        audience.opened++;
                        return audience;
                    },
                    ProgramPlan.of(switches(), 2),
                    new News(),
                    time),
            totals,
            true);
    private final StageProgram program = productions.open(BROADCAST, () -> {});

    private static ProgramSwitches switches() {
        return new ProgramSwitches(
                true,
                null,
                30,
                Duration.ofMillis(333),
                Duration.ofSeconds(2),
                128_000,
                true,
                Duration.ofSeconds(5),
                0,
                0,
                false);
    }

    private final class News implements ReachNews {
        @Override
        public void tell(Broadcast broadcast, Reach reach) {
            told.add(reach);
        }

        @Override
        public void forget(Broadcast broadcast) {}
    }

    /** What reaches the audience. */
    private static final class Audience implements OpenProgram {
        int opened;
        final List<String> heard = new ArrayList<>();
        Runnable whenTurned = () -> {};
        boolean recorded;

        @Override
        public void record(@Nullable Boolean wish) {
            recorded = wish == null || wish;
            whenTurned.run();
        }

        @Override
        public boolean isRecorded() {
            return recorded;
        }

        @Override
        public void onRecordingTurned(Runnable listener) {
            whenTurned = listener;
        }

        @Override
        public boolean isWatched() {
            return true;
        }

        @Override
        public void begin(ProgramFormat format) {
            heard.add("begin");
        }

        @Override
        public void chunk(ProgramChunk chunk) {
            chunk.bytes().release();
            heard.add("chunk");
        }

        @Override
        public void picture(ByteBuf jpeg) {
            jpeg.release();
            heard.add("picture");
        }

        @Override
        public void end() {
            heard.add("end");
        }

        @Override
        public void abandon() {
            heard.add("abandon");
        }
    }

    /** Of no use but for being closed. */
    private static final class EmptyTap implements Tap {
        boolean closed;

        @Override
        public List<TrackDescription> tracks() {
            return List.of();
        }

        @Override
        public int drain(TapReader reader, int most) {
            return 0;
        }

        @Override
        public void onReadable(Runnable wakeUp) {}

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public void requestKeyframe() {}

        @Override
        public boolean isEnded() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @AfterEach
    void close() {
        guards.destroy();
        time.dispose();
    }

    private Made made(int number) {
        settle();
        assertThat(maker.all).hasSize(number);
        return maker.all.get(number - 1);
    }

    private void settle() {
        time.advanceTimeBy(Duration.ofMillis(1));
    }

    private void chunk(Made made) {
        made.sink.chunk(new ProgramChunk(0, 0, 333_000, true, Unpooled.buffer().writeByte(1)));
        settle();
    }

    private static StageScene scene(String... sources) {
        return scene((Boolean) null, sources);
    }

    private static StageScene scene(@Nullable Boolean recordingWish, String... sources) {
        return new StageScene(
                LayoutName.GRID,
                java.util.Arrays.stream(sources)
                        .map(source -> new StageScene.OnStage(source, source, Source.CAMERA, true, true))
                        .toList(),
                null,
                recordingWish);
    }

    @Test
    void a_program_can_be_watched_from_its_first_part_on_and_ends_with_its_broadcast() {
        Made first = made(1);
        assertThat(program.reach()).isNull();
        first.isRunning(FORMAT);
        chunk(first);
        assertThat(program.reach()).isEqualTo(new Reach("/hls/ada/index.m3u8", null, null));
        first.sink.picture(Unpooled.buffer().writeByte(1));
        settle();
        assertThat(told).last().isEqualTo(new Reach("/hls/ada/index.m3u8", "/hls/ada/picture.jpg", null));
        program.end();
        settle();
        assertThat(audience.heard).containsExactly("begin", "chunk", "picture", "end");
        assertThat(productions.all()).isEmpty();
        assertThat(totals.parts.sum()).isEqualTo(10);
    }

    @Test
    void the_host_turns_the_recording_off_and_on_and_is_told_what_is_true() {
        Made first = made(1);
        program.show(scene(false, "ada"));
        settle();
        assertThat(program.isRecorded()).isFalse();
        first.isRunning(FORMAT);
        settle();
        assertThat(audience.recorded).isFalse();
        program.show(scene(true, "ada"));
        settle();
        assertThat(audience.recorded).isTrue();
        assertThat(program.isRecorded()).isTrue();
    }

    @Test
    void a_maker_that_gives_up_is_followed_by_another_and_the_audience_hears_of_a_discontinuity_only() {
        Made first = made(1);
        program.attach("ada", tap -> Mono.just(new EmptyTap()));
        program.show(scene("ada"));
        first.isRunning(FORMAT);
        chunk(first);
        first.fails();
        settle();
        assertThat(Objects.requireNonNull(program.reach()).playlist()).isNull();
        assertThat(Objects.requireNonNull(program.reach()).problem()).isNotBlank();
        time.advanceTimeBy(Duration.ofSeconds(6));
        Made second = made(2);
        assertThat(second.taps).containsOnlyKeys("ada");
        assertThat(Objects.requireNonNull(second.scene).shown()).hasSize(1);
        second.isRunning(FORMAT);
        chunk(second);
        assertThat(Objects.requireNonNull(program.reach()).playlist()).isNotNull();
        assertThat(audience.heard).containsExactly("begin", "chunk", "begin", "chunk");
        assertThat(audience.opened).isEqualTo(1);
    }

    @Test
    void a_node_that_has_no_room_says_so_and_looks_again() {
        program.end();
        settle();
        maker.isFull = true;
        StageProgram refused = productions.open(BROADCAST, () -> {});
        settle();
        assertThat(Objects.requireNonNull(refused.reach()).problem()).contains("no room");
        assertThat(productions.programs().get(0).state()).isEqualTo("WAITING");
        maker.isFull = false;
        time.advanceTimeBy(Duration.ofSeconds(16));
        Made later = maker.all.get(maker.all.size() - 1);
        later.isRunning(FORMAT);
        chunk(later);
        assertThat(Objects.requireNonNull(refused.reach()).problem()).isNull();
    }

    @Test
    void a_program_that_another_node_goes_on_with_has_no_end_here() {
        Made first = made(1);
        first.isRunning(FORMAT);
        chunk(first);
        program.handOver();
        settle();
        assertThat(audience.heard).containsExactly("begin", "chunk", "abandon");
    }

    @Test
    void a_tap_that_comes_when_nobody_wants_it_any_more_is_closed() {
        Made first = made(1);
        Sinks.One<Tap> late = Sinks.one();
        EmptyTap tap = new EmptyTap();
        program.attach("ada", settings -> late.asMono());
        settle();
        program.detach("ada");
        settle();
        late.tryEmitValue(tap);
        settle();
        assertThat(tap.closed).isTrue();
        assertThat(first.taps).isEmpty();
    }

    @Test
    void who_publishes_again_is_tapped_again_under_the_same_name() {
        Made first = made(1);
        EmptyTap one = new EmptyTap();
        EmptyTap two = new EmptyTap();
        program.attach("ada", settings -> Mono.just(one));
        settle();
        program.attach("ada", new Feed() {
            @Override
            public Mono<Tap> tap(TapSettings settings) {
                return Mono.just(two);
            }
        });
        settle();
        assertThat(first.taps).containsEntry("ada", two);
    }
}
