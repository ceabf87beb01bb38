package live.weir.bridge.engine.embedded;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import live.weir.bridge.contract.MediaEngineContract;
import live.weir.bridge.engine.MediaEngine;

/** The contract, kept by the engine in this process; its two event loops have publishers and viewers on either. */
class EmbeddedEngineContractTest extends MediaEngineContract {

    @Override
    protected MediaEngine open(Duration connect, Duration consent) {
        return new EmbeddedEngineFactory()
                .port(0)
                .bind(List.of(InetAddress.getLoopbackAddress()))
                .eventLoops(2)
                .patience(connect, consent)
                .open();
    }
}
