package live.weir.bridge.transcode.ingest;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.bridge.ingest.FilmPublisher;
import live.weir.bridge.ingest.LossyRelay;
import live.weir.bridge.ingest.srt.SrtDesk;
import live.weir.bridge.ingest.srt.SrtDoor;
import live.weir.bridge.ingest.srt.SrtLine;
import live.weir.bridge.ingest.srt.SrtListener;
import live.weir.bridge.ingest.srt.SrtMedia;
import live.weir.bridge.ingest.srt.SrtSettings;
import live.weir.bridge.ingest.srt.SrtWish;
import live.weir.testing.HouseRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From libsrt through the door and a worker into the embedded engine. */
@ExtendWith(HouseRules.class)
class SrtFeedTest {

    private static final String ID = "#!::r=olga,m=publish,u=any";
    private static final String PASSPHRASE = "correct horse battery";
    private static final Duration PATIENT = Duration.ofSeconds(6);

    private final Desk desk = new Desk();
    private Backstage backstage;
    private SrtDoor door;

    @BeforeEach
    void open() throws IOException {
        backstage = new Backstage();
        door = open(null);
    }

    private SrtDoor open(@Nullable String passphrase) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Duration patience = Duration.ofSeconds(30);
        return SrtDoor.open(
                new SrtSettings(any, 4, 4, Duration.ofMillis(120), patience, patience, 10_000_000, passphrase),
                desk,
                desk);
    }

    @AfterEach
    void close() {
        door.close();
        backstage.close();
    }

    @Test
    void pictures_without_b_frames_are_handed_on_and_what_the_network_loses_is_repaired() throws Exception {
        try (LossyRelay network = new LossyRelay(door.port(), 5);
                FilmPublisher encoder = FilmPublisher.srt(network.port(), ID, PATIENT, "plain.flv")) {
            backstage.expectPictures(backstage.nextFlowing());
            eventually(() -> assertThat(backstage.news).contains("on air: h264 320 × 180 as it comes, aac as Opus"));
            assertThat(desk.wishes).containsExactly(ID);
            assertThat(network.lost()).isPositive();
            assertThat(desk.repaired).hasPositiveValue();
            assertThat(desk.lost).as("of so patient a caller").hasValue(0);
            assertThat(encoder.failure()).isEmpty();
            network.heal(); // goodbye is said once
        }
        eventually(() -> assertThat(backstage.whip.requests()).endsWith("DELETE 200"));
        eventually(() -> assertThat(backstage.house.feeds()).isZero());
        eventually(() -> assertThat(door.connections()).isZero());
    }

    @Test
    void pictures_that_come_encrypted_are_read_while_keys_change_and_with_b_frames_they_are_encoded_anew()
            throws Exception {
        door.close();
        door = open(PASSPHRASE);
        try (FilmPublisher encoder = FilmPublisher.srt(door.port(), encrypted(PASSPHRASE), "b-frames.flv")) {
            backstage.expectPictures(backstage.nextFlowing());
            eventually(() ->
                    assertThat(backstage.news).contains("on air: h264 320 × 180 encoded anew (B-frames), aac as Opus"));
            assertThat(desk.strays).as("packets of an unknown key").hasValue(0);
            desk.lines.get(0).end();
            eventually(
                    () -> assertThat(encoder.failure()).as("who is hung up on").isPresent());
        }
        eventually(() -> assertThat(backstage.house.remade()).isZero());
        eventually(() -> assertThat(desk.ends).containsExactly(SrtListener.End.ENDED));
    }

    private static Map<String, String> encrypted(String passphrase) {
        return Map.of(
                "streamid",
                ID,
                "passphrase",
                passphrase,
                "pbkeylen",
                "32",
                "kmrefreshrate",
                "24",
                "kmpreannounce",
                "8");
    }

    @Test
    void who_has_another_passphrase_or_none_is_not_let_in() throws Exception {
        door.close();
        door = open(PASSPHRASE);
        for (Map<String, String> options : List.of(encrypted("another passphrase"), Map.of("streamid", ID))) {
            try (FilmPublisher encoder = FilmPublisher.srt(door.port(), options, "plain.flv")) {
                eventually(() -> assertThat(encoder.failure()).isPresent());
                assertThat(encoder.sent()).isZero();
            }
        }
        assertThat(desk.ends).containsExactly(SrtListener.End.REFUSED, SrtListener.End.REFUSED);
        eventually(() -> assertThat(backstage.house.feeds()).isZero());
    }

    private final class Desk implements SrtDesk, SrtListener {

        private final List<String> wishes = new CopyOnWriteArrayList<>();
        private final List<SrtLine> lines = new CopyOnWriteArrayList<>();
        private final List<End> ends = new CopyOnWriteArrayList<>();
        private final AtomicInteger repaired = new AtomicInteger();
        private final AtomicInteger strays = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public boolean admits(InetAddress from) {
            return true;
        }

        @Override
        public CompletionStage<SrtMedia> publish(SrtWish wish, SrtLine line) {
            wishes.add(wish.streamId());
            lines.add(line);
            return CompletableFuture.supplyAsync(() -> new Fed(backstage.open(MediaForm.MPEG_TS)));
        }

        @Override
        public void began() {}

        @Override
        public void ended(End end) {
            ends.add(end);
        }

        @Override
        public void repaired() {
            repaired.incrementAndGet();
        }

        @Override
        public void lost(int packets) {
            lost.addAndGet(packets);
        }

        @Override
        public void belated() {}

        @Override
        public void stray() {
            strays.incrementAndGet();
        }
    }

    private record Fed(EncoderFeed feed) implements SrtMedia {

        @Override
        public void payload(ByteBuf bytes) {
            feed.transport(bytes);
        }

        @Override
        public void end() {
            feed.close();
        }
    }
}
