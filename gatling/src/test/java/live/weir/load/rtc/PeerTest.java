package live.weir.load.rtc;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.weir.load.media.Footage;
import live.weir.load.media.VideoCodec;
import live.weir.load.reach.Reach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers by real sockets: two of them with each other, and one with servers that behave badly. */
class PeerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final RtcSettings QUICK =
            new RtcSettings(Reach.LOOPBACK, Duration.ofSeconds(20), Duration.ofSeconds(20), 1, 8, 10);

    private final List<RtcEngine> engines = new ArrayList<>();

    @AfterEach
    void nothing_is_left() throws Exception {
        for (RtcEngine engine : engines) {
            eventually(() -> assertThat(engine.peers()).isZero());
            engine.close();
        }
    }

    private RtcEngine engine(RtcSettings settings) {
        RtcEngine engine = new RtcEngine(settings);
        engines.add(engine);
        return engine;
    }

    /** A viewer that answers a performer's offer is as good a server as any. */
    @ParameterizedTest
    @EnumSource
    void a_viewer_sees_what_a_performer_shows(VideoCodec codec) throws Exception {
        RtcEngine engine = engine(QUICK);
        Told performer = new Told();
        Told viewer = new Told();
        try (RtcPeer sending = engine.performer(performer, Footage.clip(codec), 500_000);
                RtcPeer receiving = engine.viewer(viewer, 1)) {
            String offer = sending.offer(LOOPBACK).toCompletableFuture().get(5, TimeUnit.SECONDS);
            String answer =
                    receiving.answer(offer, LOOPBACK).toCompletableFuture().get(5, TimeUnit.SECONDS);
            receiving.connect(offer);
            sending.connect(answer);

            eventually(() -> assertThat(viewer.words).contains("connected", "packet", "keyframe"));
            eventually(() -> assertThat(viewer.delays).isNotEmpty());
            eventually(() -> assertThat(viewer.pictures).isNotEmpty());
            assertThat(viewer.delays).allSatisfy(nanos -> assertThat(nanos).isPositive());
            assertThat(performer.words).doesNotContain("failed");
        }
    }

    @Test
    void a_server_that_never_answers_checks_is_given_up() throws Exception {
        Told told = new Told();
        RtcEngine engine = engine(patient(Duration.ofMillis(600)));
        try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK);
                RtcPeer peer = engine.viewer(told, 1)) {
            peer.offer(LOOPBACK).toCompletableFuture().get(5, TimeUnit.SECONDS);
            peer.connect(RemoteDescriptionTest.ANSWER.replace("8189", Integer.toString(silent.getLocalPort())));
            eventually(() -> assertThat(told.reason).startsWith("No ICE check was answered within"));
        }
    }

    @Test
    void a_server_that_answers_nonsense_is_given_up() throws Exception {
        Told told = new Told();
        RtcEngine engine = engine(patient(Duration.ofMillis(800)));
        try (DatagramSocket nonsense = new DatagramSocket(0, LOOPBACK);
                RtcPeer peer = engine.viewer(told, 1)) {
            peer.offer(LOOPBACK).toCompletableFuture().get(5, TimeUnit.SECONDS);
            peer.connect(RemoteDescriptionTest.ANSWER.replace("8189", Integer.toString(nonsense.getLocalPort())));
            DatagramPacket check = new DatagramPacket(new byte[2048], 2048);
            nonsense.receive(check);
            for (int first : new int[] {0, 1, 22, 128, 255}) {
                byte[] bytes = new byte[60];
                bytes[0] = (byte) first;
                nonsense.send(new DatagramPacket(bytes, bytes.length, check.getSocketAddress()));
            }
            eventually(() -> assertThat(told.reason).startsWith("No ICE check was answered within"));
        }
    }

    @Test
    void an_answer_that_is_no_sdp_is_told() throws Exception {
        assertThat(failureOf("<html>")).isEqualTo("The server's answer is no SDP: '<html>'");
    }

    @Test
    void media_does_not_leave_for_where_nobody_sent_it() throws Exception {
        String elsewhere = RemoteDescriptionTest.ANSWER.replace("127.0.0.1 8189", "198.51.100.7 8189");
        assertThat(failureOf(elsewhere)).contains("198.51.100.7", "neither the target nor the loopback");
    }

    private String failureOf(String answer) throws Exception {
        Told told = new Told();
        RtcEngine engine = engine(QUICK);
        try (RtcPeer peer = engine.viewer(told, 1)) {
            peer.offer(LOOPBACK).toCompletableFuture().get(5, TimeUnit.SECONDS);
            peer.connect(answer);
            eventually(() -> assertThat(told.reason).isNotEmpty());
        }
        return told.reason;
    }

    private static RtcSettings patient(Duration patience) {
        return new RtcSettings(Reach.LOOPBACK, patience, patience, 1, 4, 10);
    }

    /** What a peer told. */
    private static final class Told implements PeerListener {

        final List<String> words = new CopyOnWriteArrayList<>();
        final List<Long> delays = new CopyOnWriteArrayList<>();
        final List<Long> pictures = new CopyOnWriteArrayList<>();
        volatile String reason = "";

        @Override
        public void connected() {
            words.add("connected");
        }

        @Override
        public void firstPacket() {
            words.add("packet");
        }

        @Override
        public void firstKeyframe() {
            words.add("keyframe");
        }

        @Override
        public void delay(long nanos) {
            delays.add(nanos);
        }

        @Override
        public void second(MediaSecond second) {
            pictures.add(second.pictures());
        }

        @Override
        public void failed(String why) {
            words.add("failed");
            reason = why;
        }
    }
}
