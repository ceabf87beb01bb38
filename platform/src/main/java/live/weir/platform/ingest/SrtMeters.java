package live.weir.platform.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import live.weir.bridge.ingest.srt.SrtListener;

/** How encoders that speak SRT fare, for operators. */
final class SrtMeters implements SrtListener {

    private final Counter began;
    private final Map<End, Counter> ended = new EnumMap<>(End.class);
    private final Counter repaired;
    private final Counter lost;
    private final Counter belated;
    private final Counter stray;

    SrtMeters(MeterRegistry meters, IntSupplier connections) {
        this.began = counter(meters, "weir.srt.connected", "Callers by SRT whose address is their own");
        for (End end : End.values()) {
            ended.put(
                    end,
                    Counter.builder("weir.srt.ended")
                            .description("Such callers that ended, or were not let in, by how")
                            .tag("end", end.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(meters));
        }
        this.repaired = counter(
                meters, "weir.srt.packets.repaired", "Packets that the network lost and the encoder sent again");
        this.lost = counter(meters, "weir.srt.packets.lost", "Packets that were not there in time");
        this.belated = counter(
                meters, "weir.srt.packets.belated", "Packets that came twice, or when nobody waited for them any more");
        this.stray =
                counter(meters, "weir.srt.packets.stray", "Packets of nobody's connection, or against the protocol");
        Gauge.builder("weir.srt.connections", connections::getAsInt)
                .description("Encoders that are connected by SRT")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    @Override
    public void began() {
        began.increment();
    }

    @Override
    public void ended(End end) {
        Objects.requireNonNull(ended.get(end)).increment();
    }

    @Override
    public void repaired() {
        repaired.increment();
    }

    @Override
    public void lost(int packets) {
        lost.increment(packets);
    }

    @Override
    public void belated() {
        belated.increment();
    }

    @Override
    public void stray() {
        stray.increment();
    }
}
