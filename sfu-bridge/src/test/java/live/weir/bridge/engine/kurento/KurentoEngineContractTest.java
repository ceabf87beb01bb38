package live.weir.bridge.engine.kurento;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import live.weir.bridge.contract.MediaEngineContract;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.simulator.KurentoSimulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The contract, kept over the simulated server; over a real one where {@code WEIR_TEST_KURENTO_URL} names it. */
class KurentoEngineContractTest extends MediaEngineContract {

    private static final @Nullable String REAL = System.getenv("WEIR_TEST_KURENTO_URL");

    /** One for all: what a test leaves on it is the engine's fault, and shows in the next. */
    private static @Nullable KurentoSimulator simulator;

    @Override
    protected MediaEngine open(Duration connect, Duration consent) {
        ServedMediaEngine engine = new KurentoEngineFactory()
                .servers(List.of(server()))
                .probe(Duration.ofSeconds(1), Duration.ofSeconds(10))
                .connect(connect)
                .consent(consent)
                .open();
        try {
            eventually(() -> assertThat(engine.servers()).allMatch(one -> one.state() == MediaServer.State.READY));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return engine;
    }

    private static URI server() {
        if (REAL != null) {
            return URI.create(REAL);
        }
        KurentoSimulator running = simulator;
        if (running == null) {
            running = new KurentoSimulator();
            simulator = running;
        }
        return running.uri();
    }

    @AfterAll
    static void stopSimulator() {
        KurentoSimulator running = simulator;
        simulator = null;
        if (running != null) {
            running.close();
        }
    }
}
