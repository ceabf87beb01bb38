package live.weir.platform.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import live.weir.bridge.ingest.rtmp.RtmpListener;
import live.weir.bridge.transcode.ingest.IngestHouse;
import org.jspecify.annotations.Nullable;

/** How encoders that speak RTMP fare, for operators. */
final class IngestMeters implements RtmpListener {

    private final Supplier<@Nullable IngestHouse> house;
    private final Counter began;
    private final Map<End, Counter> ended = new EnumMap<>(End.class);

    IngestMeters(MeterRegistry meters, Supplier<@Nullable IngestHouse> house, IntSupplier connections) {
        this.house = house;
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
        gauge(meters, "weir.ingest.encoders", "Encoders whose media a worker publishes", IngestHouse::feeds);
        gauge(meters, "weir.ingest.encoded.anew", "Those of them whose pictures are encoded anew", IngestHouse::remade);
        counter(
                meters,
                "weir.ingest.pictures.dropped",
                "Pictures of encoders that a worker was too slow to take",
                IngestHouse::droppedPictures);
        counter(meters, "weir.ingest.losses", "Workers that ended before their encoder did", IngestHouse::losses);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<IngestHouse> figure) {
        Gauge.builder(name, this, ours -> ours.now(figure))
                .description(description)
                .register(meters);
    }

    private void counter(MeterRegistry meters, String name, String description, ToDoubleFunction<IngestHouse> figure) {
        FunctionCounter.builder(name, this, ours -> ours.now(figure))
                .description(description)
                .register(meters);
    }

    private double now(ToDoubleFunction<IngestHouse> figure) {
        IngestHouse open = house.get();
        return open == null ? 0 : figure.applyAsDouble(open);
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
