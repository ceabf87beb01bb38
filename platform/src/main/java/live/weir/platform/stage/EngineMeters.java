package live.weir.platform.stage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import live.weir.bridge.engine.EngineLoad;
import live.weir.bridge.engine.MediaEngine;

/** How busy the engine is, for operators. */
final class EngineMeters {

    EngineMeters(MediaEngine engine, MeterRegistry meters) {
        gauge(engine, meters, "weir.engine.stages", "Stages that are open", EngineLoad::stages);
        gauge(engine, meters, "weir.engine.publications", "Streams that come in", EngineLoad::publications);
        gauge(engine, meters, "weir.engine.viewers", "Viewers with media", EngineLoad::viewers);
        gauge(engine, meters, "weir.engine.received", "Bits received per second", EngineLoad::receivedBitsPerSecond);
        gauge(engine, meters, "weir.engine.sent", "Bits sent per second", EngineLoad::sentBitsPerSecond);
        gauge(engine, meters, "weir.engine.busy", "Share of the scarcest resource in use, 0 to 1", EngineLoad::busy);
    }

    private static void gauge(
            MediaEngine engine,
            MeterRegistry meters,
            String name,
            String description,
            ToDoubleFunction<EngineLoad> figure) {
        Gauge.builder(name, engine, busy -> figure.applyAsDouble(busy.load()))
                .description(description)
                .register(meters);
    }
}
