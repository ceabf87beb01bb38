package live.weir.bridge.transcode.ingest;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.weir.bridge.ingest.FilmPublisher;
import live.weir.bridge.ingest.rtmp.PublishDesk;
import live.weir.bridge.ingest.rtmp.PublishWish;
import live.weir.bridge.ingest.rtmp.PublishedMedia;
import live.weir.bridge.ingest.rtmp.PublisherLine;
import live.weir.bridge.ingest.rtmp.RtmpDoor;
import live.weir.bridge.ingest.rtmp.RtmpListener;
import live.weir.bridge.ingest.rtmp.RtmpSettings;
import live.weir.testing.HouseRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From FFmpeg's RTMP client through the door and a worker into the embedded engine: real sockets, real children, real pictures. */
@ExtendWith(HouseRules.class)
class EncoderFeedTest {

    private final Desk desk = new Desk();
    private Backstage backstage;
    private RtmpDoor door;

    @BeforeEach
    void open() throws IOException {
        backstage = new Backstage();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Duration patience = Duration.ofSeconds(30);
        door = RtmpDoor.open(new RtmpSettings(any, null, 4, 4, patience, patience, 10_000_000), desk, desk);
    }

    @AfterEach
    void close() {
        door.close();
        backstage.close();
    }

    private FilmPublisher publish(String film) {
        return FilmPublisher.rtmp("rtmp://127.0.0.1:" + door.port() + "/live/any", film);
    }

    @Test
    void pictures_without_b_frames_are_handed_on_and_a_worker_that_is_killed_is_replaced() throws Exception {
        try (FilmPublisher encoder = publish("plain.flv")) {
            backstage.expectPictures(backstage.nextFlowing());
            eventually(() -> assertThat(backstage.news).contains("on air: h264 320 × 180 as it comes, aac as Opus"));
            long first = backstage.feed().pid().orElseThrow();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            backstage.expectPictures(backstage.nextFlowing());
            assertThat(backstage.feed().pid().orElseThrow()).isNotEqualTo(first);
            assertThat(backstage.news).contains("off air: its process ended (status 137)");
            assertThat(backstage.house.losses()).isEqualTo(1);
            stop(backstage.feed().pid().orElseThrow());
            backstage.expectPictures(backstage.nextFlowing());
            assertThat(backstage.house.losses())
                    .as("one that stands still is killed")
                    .isEqualTo(2);
            assertThat(encoder.failure())
                    .as("the encoder notices nothing of it")
                    .isEmpty();
        }
        eventually(() -> assertThat(backstage.whip.requests()).endsWith("DELETE 200"));
        eventually(() -> assertThat(backstage.house.feeds()).isZero());
    }

    @Test
    void pictures_with_b_frames_are_encoded_anew_and_that_is_said() throws Exception {
        try (FilmPublisher encoder = publish("b-frames.flv")) {
            backstage.expectPictures(backstage.nextFlowing());
            eventually(() ->
                    assertThat(backstage.news).contains("on air: h264 320 × 180 encoded anew (B-frames), aac as Opus"));
            assertThat(backstage.house.remade()).isEqualTo(1);
            assertThat(encoder.failure()).isEmpty();
        }
        eventually(() -> assertThat(backstage.house.remade()).isZero());
    }

    private static void stop(long pid) throws Exception {
        new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
    }

    private final class Desk implements PublishDesk, RtmpListener {

        @Override
        public boolean admits(InetAddress from) {
            return true;
        }

        @Override
        public CompletionStage<PublishedMedia> publish(PublishWish wish, PublisherLine line) {
            return CompletableFuture.supplyAsync(() -> new Fed(backstage.open(MediaForm.FLV)));
        }

        @Override
        public void began() {}

        @Override
        public void ended(End end) {}
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
