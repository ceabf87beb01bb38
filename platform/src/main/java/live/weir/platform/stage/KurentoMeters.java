package live.weir.platform.stage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import live.weir.bridge.engine.MediaServer;
import live.weir.bridge.engine.ServedMediaEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;

/** The media servers in figures, and what should not happen, counted. */
final class KurentoMeters implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KurentoMeters.class);

    private final Disposable counting;

    KurentoMeters(ServedMediaEngine engine, MeterRegistry meters) {
        for (MediaServer.State state : MediaServer.State.values()) {
            Gauge.builder("weir.kurento.servers", engine, pool -> count(pool, state))
                    .description("Media servers that are in this state")
                    .tag("state", state.name())
                    .register(meters);
        }
        Gauge.builder("weir.kurento.sessions", engine, KurentoMeters::sessions)
                .description("Publications, views and taps on all media servers")
                .register(meters);
        counting = engine.incidents()
                .subscribe(
                        kind -> meters.counter("weir.kurento.incidents", "kind", kind)
                                .increment(),
                        failure -> log.error("Incidents are not counted any more", failure));
    }

    private static double count(ServedMediaEngine engine, MediaServer.State state) {
        return engine.servers().stream()
                .filter(server -> server.state() == state)
                .count();
    }

    private static double sessions(ServedMediaEngine engine) {
        return engine.servers().stream().mapToInt(MediaServer::sessions).sum();
    }

    @Override
    public void destroy() {
        counting.dispose();
    }
}
