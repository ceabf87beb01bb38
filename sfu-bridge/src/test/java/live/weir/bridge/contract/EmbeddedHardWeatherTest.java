package live.weir.bridge.contract;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.engine.embedded.EmbeddedEngineFactory;
import live.weir.bridge.peer.LinkConditions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded engine with bad networks and peers that behave badly. */
class EmbeddedHardWeatherTest {

    private MediaEngine engine;
    private Theatre theatre;

    @BeforeEach
    void open() {
        engine = new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .eventLoops(2)
                .patience(Duration.ofSeconds(10), Duration.ofSeconds(3))
                .open();
        theatre = new Theatre(engine);
    }

    @AfterEach
    void close() {
        theatre.close();
        done(engine.close());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.15})
    void what_both_ways_lose_comes_all_the_same(double loss) throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        performer.impair(new LinkConditions(loss, 0.01, 0, Duration.ZERO, 1));
        watcher.impair(new LinkConditions(loss, 0.01, 0, Duration.ZERO, 2));
        performer.play();

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(400));
        requireCompleteUpTo(watcher.picture(0), 300);
    }

    @Test
    void what_comes_late_and_in_disorder_is_not_lost() throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        performer.impair(new LinkConditions(0, 0.02, 0.02, Duration.ofMillis(200), 3));
        watcher.impair(new LinkConditions(0, 0.02, 0.02, Duration.ofMillis(200), 4));
        performer.play();

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(400));
        requireCompleteUpTo(watcher.picture(0), 300);
    }

    @Test
    void a_viewer_who_does_not_read_costs_no_other_a_packet() throws Exception {
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        Watcher slow = new Watcher(1, 1);
        ViewSession stuck = now(theatre.stage().view(slow.offer(), ViewChoice.everything()));
        slow.connectTcp(stuck.localDescription());
        CountDownLatch over = new CountDownLatch(1);
        slow.peer().onRtp(packet -> awaitQuietly(over));
        Watcher quick = new Watcher(1, 1).withoutRepair();
        theatre.watch(quick);

        eventually(() -> assertThat(quick.picture(0).count()).isGreaterThan(300));
        over.countDown();
        slow.vanish();
        List<Seen> seen = quick.picture(0).packets();
        assertThat(seen.get(seen.size() - 1).sequence() - seen.get(0).sequence())
                .isEqualTo(seen.size() - 1L);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_switch_of_layers_leaves_no_gap_in_any_row_of_numbers() throws Exception {
        Performer performer = Performer.simulcast("h", "m", "l");
        theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        for (int layer : new int[] {2, 0, 2, 1, 0}) {
            sendOnly(performer, layer);
            eventually(() -> assertThat(watcher.picture(0).newestLayer()).isEqualTo(layer));
        }
        requireRows(watcher.picture(0));
        assertThat(watcher.picture(0).packets().stream()
                        .map(seen -> seen.content().layer())
                        .distinct())
                .contains((byte) 0, (byte) 1, (byte) 2);
    }

    @Test
    void what_is_sent_again_after_a_switch_of_layers_has_the_numbers_of_its_time() throws Exception {
        Performer performer = Performer.simulcast("h", "m", "l").hurry();
        theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        watcher.impair(new LinkConditions(0.1, 0, 0, Duration.ofMillis(60), 5));
        for (int layer : new int[] {2, 1, 2, 1}) {
            sendOnly(performer, layer);
            eventually(() -> assertThat(watcher.picture(0).newestLayer()).isEqualTo(layer));
        }
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(400));
        watcher.requireNoComplaint();
        requireCompleteUpTo(watcher.picture(0), 300);
        requireRows(watcher.picture(0), 300);
    }

    @Test
    void a_paused_layer_is_no_goodbye() throws Exception {
        Performer performer = Performer.simulcast("h", "m", "l").hurry();
        PublishSession session = theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(60));

        performer.picture(0).mute(true);
        performer.sayBye(performer.picture(0).ssrc());

        int before = watcher.picture(0).count();
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(before + 100));
        assertThat(session.state()).isEqualTo(SessionState.FLOWING);
    }

    @Test
    void a_performer_whose_numbers_begin_anew_is_one_stream_to_viewers() throws Exception {
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(60));

        performer.picture(0).beginAnew();
        goOn(watcher);
        performer.picture(0).jump();
        goOn(watcher);

        List<Seen> seen = watcher.picture(0).packets();
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).timestamp() - seen.get(i - 1).timestamp())
                    .as("%s after %s", seen.get(i), seen.get(i - 1))
                    .isBetween(0, 90_000);
        }
    }

    @Test
    void numbers_that_wrap_go_on() throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer);
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        performer.picture(0).goTo(0xFFC0, -90_000);
        performer.play();

        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(300));
        requireRows(watcher.picture(0));
    }

    @Test
    void padding_alone_leaves_no_gap() throws Exception {
        Performer performer = Performer.single().hurry();
        theatre.publish("ada", performer.play());
        performer.picture(0).pad(9);
        Watcher watcher = new Watcher(1, 1);
        theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(60));
        synchronized (performer) {
            performer.picture(0).sendPaddingOnly();
        }
        goOn(watcher);

        eventually(() -> assertThat(watcher.picture(0).empty()).isEqualTo(1));
        assertThat(watcher.picture(0).gaps()).isZero();
    }

    @Test
    void garbage_inside_valid_encryption_harms_nobody() throws Exception {
        Performer performer = Performer.single().hurry();
        PublishSession session = theatre.publish("ada", performer.play());
        Watcher watcher = new Watcher(1, 1);
        ViewSession viewing = theatre.watch(watcher);
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(60));

        Random random = new Random(6);
        for (int i = 0; i < 2000; i++) {
            performer.peer().sendRtcp(garbage(random, 200 + random.nextInt(8)));
            watcher.peer().sendRtcp(garbage(random, 200 + random.nextInt(8)));
            performer.peer().sendRtp(garbage(random, random.nextInt(128)));
            watcher.peer().sendRtp(garbage(random, random.nextInt(128)));
        }
        goOn(watcher);
        assertThat(session.state()).isEqualTo(SessionState.FLOWING);
        assertThat(viewing.state()).isEqualTo(SessionState.FLOWING);
    }

    /** Long enough to be encrypted, else of any content behind its first two bytes; never RTCP by its type if RTP is meant. */
    private static byte[] garbage(Random random, int type) {
        byte[] bytes = new byte[16 + 4 * random.nextInt(40)];
        random.nextBytes(bytes);
        bytes[0] = (byte) (0x80 | random.nextInt(0x10));
        bytes[1] = (byte) type;
        if (type >= 200) {
            bytes[2] = 0;
            bytes[3] = (byte) (random.nextBoolean() ? bytes.length / 4 - 1 : random.nextInt(50));
        } else {
            bytes[0] = (byte) 0x80;
            bytes[1] &= 0x3F;
        }
        return bytes;
    }

    @Test
    void ten_thousand_who_come_and_go_leave_nothing() throws Exception {
        Performer performer = Performer.single();
        theatre.publish("ada", performer.play());
        String offer = new Watcher(1, 1).offer();
        int threads = Thread.activeCount();
        for (int i = 0; i < 10_000; i++) {
            done(now(theatre.stage().view(offer, ViewChoice.everything())).close());
        }
        for (int i = 0; i < 20; i++) {
            Watcher watcher = new Watcher(1, 1);
            ViewSession session = theatre.watch(watcher);
            eventually(() -> assertThat(watcher.picture(0).count()).isPositive());
            done(session.close());
            watcher.vanish();
        }

        assertThat(engine.load().viewers()).isZero();
        assertThat(engine.load().publications()).isEqualTo(1);
        eventually(() -> assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 34));
    }

    private static void goOn(Watcher watcher) throws Exception {
        int before = watcher.picture(0).count();
        eventually(() -> assertThat(watcher.picture(0).count()).isGreaterThan(before + 150));
    }

    /** So that viewers have to go to the layer that is left. */
    private static void sendOnly(Performer performer, int layer) {
        for (int other = 0; other < 3; other++) {
            performer.picture(other).mute(other != layer);
        }
    }

    private static void requireCompleteUpTo(SeenTrack track, int count) throws Exception {
        eventually(() -> assertThat(track.missingUpTo(count)).isEmpty());
    }

    private static void requireRows(SeenTrack track) {
        requireRows(track, track.count());
    }

    private static void requireRows(SeenTrack track, int count) {
        List<Seen> seen = track.packets().subList(0, count);
        for (int i = 1; i < seen.size(); i++) {
            Seen now = seen.get(i);
            Seen before = seen.get(i - 1);
            assertThat(now.sequence()).as("%s after %s", now, before).isEqualTo(before.sequence() + 1);
            assertThat((now.pictureId() - before.pictureId()) & 0x7FFF)
                    .as("%s after %s", now, before)
                    .isBetween(0, 1);
            assertThat((now.tl0() - before.tl0()) & 0xFF)
                    .as("%s after %s", now, before)
                    .isBetween(0, 1);
            assertThat(now.timestamp() - before.timestamp())
                    .as("%s after %s", now, before)
                    .isBetween(0, 5 * 90_000);
        }
    }
}
