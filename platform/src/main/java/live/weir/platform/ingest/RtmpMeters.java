package live.weir.platform.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import live.weir.bridge.ingest.rtmp.RtmpListener;

/** How encoders that speak RTMP fare, for operators. */
final class RtmpMeters implements RtmpListener {

    private final Counter began;
    private final Map<End, Counter> ended = new EnumMap<>(End.class);

    RtmpMeters(MeterRegistry meters, IntSupplier connections) {
        this.began = Counter.builder("weir.rtmp.connected")
                .description("Connections of encoders that speak RTMP")
                .register(meters);
        for (End end : End.values()) {
            ended.put(
                    end,
                    Counter.builder("weir.rtmp.ended")
                            .description("Connections of such encoders that ended, by how")
                            .tag("end", end.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(meters));
        }
        Gauge.builder("weir.rtmp.connections", connections::getAsInt)
                .description("Encoders that are connected by RTMP")
                .register(meters);
    }

    @Override
    public void began() {
        began.increment();
    }

    @Override
    public void ended(End end) {
        Objects.requireNonNull(ended.get(end)).increment();
    }
}
