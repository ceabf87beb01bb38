package live.weir.platform.stage;

import live.weir.bridge.engine.MediaEngine;
import live.weir.platform.infrastructure.cluster.UnderWay;
import org.springframework.stereotype.Component;

/** Performers who send: for them, and for those who watch them, the end of this node would be a gap. */
@Component
final class StreamsUnderWay implements UnderWay {

    private final MediaEngine engine;

    StreamsUnderWay(MediaEngine engine) {
        this.engine = engine;
    }

    @Override
    public String what() {
        return "streams that come in";
    }

    @Override
    public int count() {
        return engine.load().publications();
    }
}
