package live.weir.bridge.engine.kurento;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.simulator.KurentoSimulator;
import live.weir.bridge.simulator.SimulatorCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are spoken to over TLS: only those whose certificate was verified are. */
class TlsTest {

    private final SimulatorCertificate ours = new SimulatorCertificate("127.0.0.1");
    private final List<KurentoSimulator> servers = new ArrayList<>();
    private final List<ServedMediaEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(engine -> done(engine.close()));
        servers.forEach(KurentoSimulator::close);
    }

    private KurentoSimulator server(SimulatorCertificate shown) throws Exception {
        KurentoSimulator server = new KurentoSimulator(shown.server());
        servers.add(server);
        return server;
    }

    private static KurentoEngineFactory factory(KurentoSimulator server) {
        return new KurentoEngineFactory()
                .servers(List.of(server.uri()))
                .probe(Duration.ofMillis(200), Duration.ofMillis(500));
    }

    /** Waits for its server no longer than it takes to find out that it is none of ours. */
    private ServedMediaEngine open(KurentoEngineFactory factory) {
        ServedMediaEngine engine = factory.open();
        engines.add(engine);
        return engine;
    }

    private static void isNeverSpokenTo(KurentoSimulator server, ServedMediaEngine engine) throws Exception {
        eventually(() -> assertThat(server.handshakes()).isGreaterThan(2)); // it tried, and it tried again
        assertThat(server.connections()).isZero();
        assertThat(engine.servers().get(0).state()).isEqualTo(MediaServer.State.CONNECTING);
    }

    @Test
    void a_server_with_a_certificate_that_we_trust_is_spoken_to(@TempDir Path folder) throws Exception {
        ServedMediaEngine engine = open(factory(server(ours)).trust(ours.writeTo(folder.resolve("trusted.pem"))));
        eventually(() -> assertThat(engine.servers().get(0).state()).isEqualTo(MediaServer.State.READY));
    }

    @Test
    void a_server_with_a_certificate_for_another_address_is_not(@TempDir Path folder) throws Exception {
        SimulatorCertificate elsewhere = new SimulatorCertificate("192.0.2.77");
        KurentoSimulator server = server(elsewhere);
        isNeverSpokenTo(server, open(factory(server).trust(elsewhere.writeTo(folder.resolve("trusted.pem")))));
    }

    @Test
    void a_server_whose_certificate_nobody_vouches_for_is_not() throws Exception {
        KurentoSimulator server = server(ours);
        isNeverSpokenTo(server, open(factory(server)));
    }

    @Test
    void a_file_without_certificates_is_refused_at_once(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
        assertThatThrownBy(() -> new KurentoEngineFactory().trust(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem");
    }
}
