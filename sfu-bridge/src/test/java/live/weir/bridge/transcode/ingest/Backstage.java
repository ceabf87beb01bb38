package live.weir.bridge.transcode.ingest;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
import live.weir.bridge.transcode.demo.AccessUnits;
import live.weir.bridge.transcode.demo.ClockReader;
import live.weir.bridge.transcode.whip.WhipDesk;
import live.weir.testing.Now;

/** What lies behind a door: feeds, and a stage of the embedded engine on which they publish. */
final class Backstage implements AutoCloseable {

    private static final Path NATIVES = Path.of("target/natives").toAbsolutePath();
    private static final int ENOUGH = 30;

    final IngestHouse house = new IngestHouse(new IngestLimits(2, 1), NATIVES);
    final List<String> news = new CopyOnWriteArrayList<>();
    final List<EncoderFeed> feeds = new CopyOnWriteArrayList<>();
    final WhipDesk whip;
    private final MediaEngine engine;

    Backstage() throws IOException {
        engine = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .open();
        MediaStage stage = Now.now(engine.openStage(new StageId("demo"), StagePolicy.defaults()));
        whip = WhipDesk.open(stage);
    }

    EncoderFeed feed() {
        return feeds.get(0);
    }

    /** Not on an event loop. */
    EncoderFeed open(MediaForm form) {
        try {
            EncoderFeed feed = house.open(new FeedOrders(whip.address(), WhipDesk.KEY, form), new News(news));
            feeds.add(feed);
            return feed;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    PublishSession nextFlowing() throws Exception {
        PublishSession session =
                Objects.requireNonNull(whip.sessions().poll(30, TimeUnit.SECONDS), () -> news.toString());
        eventually(() -> assertThat(session.state()).as(news.toString()).isEqualTo(SessionState.FLOWING));
        return session;
    }

    /** Until so many pictures were decoded and so many packets of sound have come. */
    void expectPictures(PublishSession session) throws Exception {
        try (Tap tap = Now.now(session.tap(TapSettings.defaults()));
                ClockReader decoder = new ClockReader()) {
            AccessUnits units = new AccessUnits(tap.tracks().get(0).kind() == MediaKind.VIDEO ? 0 : 1);
            eventually(() -> {
                tap.drain(units, Integer.MAX_VALUE);
                for (byte[] unit : units.take()) {
                    decoder.read(unit);
                }
                assertThat(decoder.pictures()).as("pictures; %s", news).isGreaterThan(ENOUGH);
                assertThat(units.others()).as("packets of sound").isGreaterThan(ENOUGH);
            });
            assertThat(decoder.size()).isEqualTo("320x180");
        }
    }

    @Override
    public void close() {
        house.close();
        whip.close();
        Now.done(engine.close());
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
}
