package live.weir.signaling.socket;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import live.weir.signaling.protocol.ClientMessage.As;
import live.weir.signaling.protocol.ClientMessage.Candidate;
import live.weir.signaling.protocol.ClientMessage.Hello;
import live.weir.signaling.protocol.ClientMessage.Publish;
import live.weir.signaling.protocol.ClientMessage.Restart;
import live.weir.signaling.protocol.ClientMessage.Subscribe;
import live.weir.signaling.protocol.ClientMessage.Unsubscribe;
import live.weir.signaling.protocol.ServerMessage.Bye;
import live.weir.signaling.protocol.ServerMessage.ByeReason;
import live.weir.signaling.protocol.ServerMessage.Refused;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean no good, or know no better. */
class StageStrangersTest {

    private static final String CANDIDATE = "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host";
    private static final String UPGRADE = """
            GET /ws/stage/ada HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: weir.stage.v1

            """;
    private static final SocketLimits PATIENT = new SocketLimits(
            1_000_000, 1_000_000, Duration.ofSeconds(10), Duration.ofSeconds(45), 256, 1 << 20, Duration.ofMillis(500));

    private final Cluster cluster = new Cluster();
    private House house;

    @BeforeEach
    void open() {
        house = new House(cluster);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[]", "{}", "{\"type\":7}", "{\"type\":\"ping\""})
    void who_speaks_another_protocol_is_told_so_and_closed(String text) throws Exception {
        try (Visitor visitor = house.visitor("ada")) {
            visitor.raw(text);
            assertThat(visitor.bye().reason()).isEqualTo(ByeReason.PROTOCOL);
            assertThat(visitor.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void who_does_not_ask_for_the_protocol_gets_none() throws Exception {
        try (Visitor visitor = new Visitor(house.socket("ada"), List.of())) {
            assertThat(visitor.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void a_wrong_field_is_refused_by_its_name_and_the_socket_stays() throws Exception {
        try (Visitor visitor = house.visitor("ada")) {
            visitor.viewer();
            visitor.raw("{\"type\":\"hand\",\"raised\":\"yes\",\"ref\":\"x\"}");
            assertThat(((Refused) visitor.outcome("x")).problem().detail()).contains("raised");
            visitor.raw("{\"type\":\"sing\",\"ref\":\"y\"}");
            assertThat(((Refused) visitor.outcome("y")).problem().status()).isEqualTo(400);
        }
    }

    @Test
    void who_may_not_come_in_is_refused_and_closed() throws Exception {
        for (Hello hello : List.of(
                new Hello(As.PERFORMER, "nobody", null, null, null, null, "h"),
                new Hello(As.PERFORMER, "user-kim", null, null, null, null, "h"),
                new Hello(As.PERFORMER, null, null, null, null, null, "h"))) {
            try (Visitor visitor = house.visitor("ada")) {
                visitor.ask(hello, Refused.class);
                assertThat(visitor.bye().reason()).isEqualTo(ByeReason.NOT_ALLOWED);
                assertThat(visitor.closeCode()).isEqualTo(1008);
            }
        }
        try (Visitor visitor = house.visitor("nowhere")) {
            visitor.refused(new Hello(As.VIEWER, null, null, null, null, null, "h"), 404);
        }
        assertThat(house.stages.count()).isZero();
    }

    @Test
    void who_says_too_much_is_closed() throws Exception {
        try (Visitor visitor = house.visitor("ada")) {
            for (int i = 0; i < 60; i++) {
                visitor.raw("{\"type\":\"ping\"}");
            }
            assertThat(visitor.bye()).isEqualTo(new Bye(ByeReason.PROTOCOL, true, 0));
            assertThat(visitor.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void a_frame_that_is_too_big_closes_the_socket() throws Exception {
        try (Visitor visitor = house.visitor("ada")) {
            visitor.raw("{\"type\":\"ping\",\"ref\":\"" + "x".repeat(70_000) + "\"}");
            eventually(() -> assertThat(visitor.isOver()).isTrue());
        }
    }

    @Test
    void who_never_says_hello_or_nothing_at_all_is_closed() throws Exception {
        SocketLimits impatient = new SocketLimits(
                40, 10, Duration.ofMillis(200), Duration.ofMillis(600), 256, 1 << 20, Duration.ofSeconds(5));
        try (House strict = new House(cluster, House.LIMITS, impatient);
                Visitor mute = strict.visitor("ada");
                Visitor silent = strict.visitor("ada")) {
            silent.viewer();
            assertThat(mute.closeCode()).isEqualTo(1008);
            assertThat(silent.closeCode()).isEqualTo(1008);
            assertThat(silent.bye().again()).isTrue();
        }
    }

    @Test
    void a_session_of_somebody_elses_is_none() throws Exception {
        try (Show show = new Show(house.engine);
                Visitor host = house.visitor("ada");
                Visitor viewer = house.visitor("ada")) {
            host.host();
            show.publish(host);
            viewer.viewer();
            viewer.refused(new Candidate("s1", List.of(CANDIDATE), Visitor.ref()), 404);
            viewer.refused(new Unsubscribe("s1", Visitor.ref()), 404);
            viewer.refused(new Restart("s1", "v=0", Visitor.ref()), 404);
            host.refused(new Unsubscribe("s1", Visitor.ref()), 404);
            host.refused(new Restart("s1", "v=0", Visitor.ref()), 400);
        }
    }

    @Test
    void a_thousand_candidates_do_no_harm_and_nonsense_is_refused() throws Exception {
        try (Show show = new Show(house.engine);
                Visitor host = house.visitor("ada")) {
            host.host();
            show.publish(host);
            for (int i = 0; i < 16; i++) {
                host.does(new Candidate("s1", Collections.nCopies(64, CANDIDATE), Visitor.ref()));
            }
            host.refused(new Candidate("s1", List.of("candidate:nonsense"), Visitor.ref()), 400);
        }
    }

    @Test
    void descriptions_that_are_bombs_are_refused() throws Exception {
        StringBuilder bomb = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        while (bomb.length() < 55_000) {
            bomb.append("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n");
        }
        try (Visitor host = house.visitor("ada")) {
            host.host();
            for (String sdp :
                    List.of("v=0", "x".repeat(50_000), bomb.toString(), "\u0000\u0001", "v=0\r\n".repeat(9000))) {
                Refused publish = host.ask(new Publish(Source.CAMERA, sdp, Visitor.ref()), Refused.class);
                assertThat(publish.problem().status()).isBetween(400, 422);
                Refused watch = host.ask(new Subscribe(sdp, List.of(), true, 0, Visitor.ref()), Refused.class);
                assertThat(watch.problem().status()).isBetween(400, 422);
            }
            host.stage(stage -> stage.performers().get(0).sources().isEmpty());
        }
    }

    @Test
    void a_storm_of_comers_and_goers_leaves_nothing_behind() throws Exception {
        house.close();
        house = new House(cluster, House.HASTY);
        List<Visitor> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Visitor visitor = house.visitor("ada");
            visitor.say(new Hello(i % 3 == 0 ? As.PERFORMER : As.VIEWER, "host-ada", null, null, null, null, "h"));
            all.add(visitor);
            if (i % 2 == 0) {
                all.get(i / 2).vanish();
            }
        }
        eventually(() -> assertThat(all.stream()
                        .filter(visitor -> !visitor.texts().isEmpty())
                        .count())
                .isGreaterThan(50));
        all.forEach(Visitor::vanish);
        eventually(() -> assertThat(house.counts.sockets).hasValue(0));
        eventually(() -> assertThat(house.counts.seats).hasValue(0));
        eventually(() -> assertThat(house.stages.count()).isZero());
        assertThat(house.counts.stages).hasValue(0);
        assertThat(cluster.isOwned("channel-ada")).isFalse();
    }

    @Test
    void who_never_reads_is_cut_off() throws Exception {
        try (House generous = new House(cluster, House.LIMITS, PATIENT);
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), generous.port()));
            OutputStream out = socket.getOutputStream();
            out.write(UPGRADE.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            awaitUpgraded(socket.getInputStream());
            byte[] question = masked("{\"type\":\"go-live\",\"ref\":\"" + "r".repeat(60) + "\"}");
            eventually(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        out.write(question);
                    }
                } catch (SocketException cutOff) {
                    // that is what we wait for
                }
                assertThat(generous.counts.dropped).containsKey("slow-socket");
            });
            eventually(() -> assertThat(isCutOff(out, question)).isTrue());
        }
    }

    /** Reads the answer's head, and nothing more ever. */
    private static void awaitUpgraded(InputStream in) throws IOException {
        for (int seen = 0; seen < 4; ) {
            int next = in.read();
            assertThat(next).isNotNegative();
            seen = next == (seen % 2 == 0 ? '\r' : '\n') ? seen + 1 : 0;
        }
    }

    private static boolean isCutOff(OutputStream out, byte[] question) {
        try {
            out.write(question);
            return false;
        } catch (IOException cutOff) {
            return true;
        }
    }

    /** A short text frame with a mask of zeros (RFC 6455 §5.2). */
    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
