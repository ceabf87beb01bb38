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
import org.junit.jupiter.api.AfterEach;

/** The contract, kept over the simulated server; over a real one where {@code WEIR_TEST_KURENTO_URL} names it. */
class KurentoEngineContractTest extends MediaEngineContract {

    private static final @Nullable String REAL = System.getenv("WEIR_TEST_KURENTO_URL");

    private @Nullable KurentoSimulator simulator;

    @Override
    protected MediaEngine open(Duration connect, Duration consent) {
        ServedMediaEngine engine = new KurentoEngineFactory()
                .servers(List.of(server()))
                .probe(Duration.ofSeconds(1), Duration.ofSeconds(10))
                .connect(connect)
                .open();
        try {
            eventually(() -> assertThat(engine.servers()).allMatch(one -> one.state() == MediaServer.State.READY));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return engine;
    }

    private URI server() {
        if (REAL != null) {
            return URI.create(REAL);
        }
        KurentoSimulator running = simulator;
        if (running == null) {
            running = new KurentoSimulator(Duration.ofSeconds(10), Duration.ofSeconds(3));
            simulator = running;
        }
        return running.uri();
    }

    @AfterEach
    void stopSimulator() {
        KurentoSimulator running = simulator;
        if (running != null) {
            running.close();
        }
    }
}
