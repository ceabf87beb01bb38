package live.weir.bridge.transcode.ingest;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.bridge.ingest.RtmpPublisher;
import live.weir.bridge.ingest.rtmp.PublishDesk;
import live.weir.bridge.ingest.rtmp.PublishWish;
import live.weir.bridge.ingest.rtmp.PublishedMedia;
import live.weir.bridge.ingest.rtmp.PublisherLine;
import live.weir.bridge.ingest.rtmp.RtmpDoor;
import live.weir.bridge.ingest.rtmp.RtmpListener;
import live.weir.bridge.ingest.rtmp.RtmpSettings;
import live.weir.bridge.transcode.demo.AccessUnits;
import live.weir.bridge.transcode.demo.ClockReader;
import live.weir.bridge.transcode.whip.WhipDesk;
import live.weir.testing.HouseRules;
import live.weir.testing.Now;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From FFmpeg's RTMP client through the door and a worker into the embedded engine: real sockets, real children, real pictures. */
@ExtendWith(HouseRules.class)
class EncoderFeedTest {

    private static final Path NATIVES = Path.of("target/natives").toAbsolutePath();
    private static final int ENOUGH = 30;

    private final Desk desk = new Desk();
    private final IngestHouse house = new IngestHouse(new IngestLimits(2, 1), NATIVES);
    private MediaEngine engine;
    private MediaStage stage;
    private WhipDesk whip;
    private RtmpDoor door;

    @BeforeEach
    void open() throws IOException {
        engine = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .open();
        stage = Now.now(engine.openStage(new StageId("demo"), StagePolicy.defaults()));
        whip = WhipDesk.open(stage);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Duration patience = Duration.ofSeconds(30);
        door = RtmpDoor.open(new RtmpSettings(any, null, 4, 4, patience, patience, 10_000_000), desk, desk);
    }

    @AfterEach
    void close() {
        door.close();
        house.close();
        whip.close();
        Now.done(engine.close());
    }

    private RtmpPublisher publish(String film) {
        return RtmpPublisher.start("rtmp://127.0.0.1:" + door.port() + "/live/any", film);
    }

    private PublishSession nextFlowing() throws Exception {
        PublishSession session =
                Objects.requireNonNull(whip.sessions().poll(30, TimeUnit.SECONDS), () -> desk.news.toString());
        eventually(() -> assertThat(session.state()).as(desk.news.toString()).isEqualTo(SessionState.FLOWING));
        return session;
    }

    /** Until so many pictures were decoded and so many packets of sound have come. */
    private void expectPictures(PublishSession session) throws Exception {
        try (Tap tap = Now.now(session.tap(TapSettings.defaults()));
                ClockReader decoder = new ClockReader()) {
            AccessUnits units = new AccessUnits(tap.tracks().get(0).kind() == MediaKind.VIDEO ? 0 : 1);
            eventually(() -> {
                tap.drain(units, Integer.MAX_VALUE);
                for (byte[] unit : units.take()) {
                    decoder.read(unit);
                }
                assertThat(decoder.pictures()).as("pictures; %s", desk.news).isGreaterThan(ENOUGH);
                assertThat(units.others()).as("packets of sound").isGreaterThan(ENOUGH);
            });
            assertThat(decoder.size()).isEqualTo("320x180");
        }
    }

    @Test
    void pictures_without_b_frames_are_handed_on_and_a_worker_that_is_killed_is_replaced() throws Exception {
        try (RtmpPublisher encoder = publish("plain.flv")) {
            expectPictures(nextFlowing());
            eventually(() -> assertThat(desk.news).contains("on air: h264 320 × 180 as it comes, aac as Opus"));
            long first = desk.feed().pid().orElseThrow();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            expectPictures(nextFlowing());
            assertThat(desk.feed().pid().orElseThrow()).isNotEqualTo(first);
            assertThat(desk.news).contains("off air: its process ended (status 137)");
            assertThat(house.losses()).isEqualTo(1);
            stop(desk.feed().pid().orElseThrow());
            expectPictures(nextFlowing());
            assertThat(house.losses()).as("one that stands still is killed").isEqualTo(2);
            assertThat(encoder.failure())
                    .as("the encoder notices nothing of it")
                    .isEmpty();
        }
        eventually(() -> assertThat(whip.requests()).endsWith("DELETE 200"));
        eventually(() -> assertThat(house.feeds()).isZero());
    }

    @Test
    void pictures_with_b_frames_are_encoded_anew_and_that_is_said() throws Exception {
        try (RtmpPublisher encoder = publish("b-frames.flv")) {
            expectPictures(nextFlowing());
            eventually(() ->
                    assertThat(desk.news).contains("on air: h264 320 × 180 encoded anew (B-frames), aac as Opus"));
            assertThat(house.remade()).isEqualTo(1);
            assertThat(encoder.failure()).isEmpty();
        }
        eventually(() -> assertThat(house.remade()).isZero());
    }

    private static void stop(long pid) throws Exception {
        new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
    }

    private final class Desk implements PublishDesk, RtmpListener {

        private final List<String> news = new CopyOnWriteArrayList<>();
        private final List<EncoderFeed> feeds = new CopyOnWriteArrayList<>();

        private EncoderFeed feed() {
            return feeds.get(0);
        }

        @Override
        public boolean admits(InetAddress from) {
            return true;
        }

        @Override
        public CompletionStage<PublishedMedia> publish(PublishWish wish, PublisherLine line) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    EncoderFeed feed = house.open(new FeedOrders(whip.address(), WhipDesk.KEY), new News(news));
                    feeds.add(feed);
                    return new Fed(feed);
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
            });
        }

        @Override
        public void began() {}

        @Override
        public void ended(End end) {}
    }

    private record News(List<String> news) implements FeedListener {

        @Override
        public void onAir(String details) {
            news.add("on air: " + details);
        }

        @Override
        public void offAir(String reason) {
            news.add("off air: " + reason);
        }

        @Override
        public void refused(String reason) {
            news.add("refused: " + reason);
        }

        @Override
        public void complained(String line) {
            news.add("complaint: " + line);
        }
    }

    private record Fed(EncoderFeed feed) implements PublishedMedia {

        @Override
        public void video(long millis, ByteBuf flv) {
            feed.video(millis, flv);
        }

        @Override
        public void audio(long millis, ByteBuf flv) {
            feed.audio(millis, flv);
        }

        @Override
        public void end() {
            feed.close();
        }
    }
}
