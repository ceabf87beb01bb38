package live.weir.platform.stage;

import java.time.Duration;
import live.weir.bridge.engine.MediaEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Closes the engine with the node, on the thread that ends it: the port must be free when the process says it is done. */
final class EngineClosing implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EngineClosing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MediaEngine engine;

    EngineClosing(MediaEngine engine) {
        this.engine = engine;
    }

    @Override
    public void destroy() {
        try {
            engine.close().block(PATIENCE);
        } catch (RuntimeException failed) {
            log.warn("The engine did not close cleanly: {}", failed.getMessage());
        }
    }
}
