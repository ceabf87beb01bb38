package live.weir.platform.ingest;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import live.weir.bridge.transcode.ingest.IngestHouse;

/** How the workers of encoders fare, for operators. */
final class IngestMeters {

    private final MeterRegistry meters;
    private final IngestWorkshop workshop;

    private IngestMeters(MeterRegistry meters, IngestWorkshop workshop) {
        this.meters = meters;
        this.workshop = workshop;
    }

    static void register(MeterRegistry meters, IngestWorkshop workshop) {
        IngestMeters ours = new IngestMeters(meters, workshop);
        ours.gauge("weir.ingest.encoders", "Encoders whose media a worker publishes", IngestHouse::feeds);
        ours.gauge("weir.ingest.encoded.anew", "Those of them whose pictures are encoded anew", IngestHouse::remade);
        ours.counter(
                "weir.ingest.pictures.dropped",
                "Pictures of encoders that a worker was too slow to take",
                IngestHouse::droppedPictures);
        ours.counter(
                "weir.ingest.bytes.dropped",
                "Bytes of MPEG-TS (SRT) that a worker was too slow to take",
                IngestHouse::droppedBytes);
        ours.counter("weir.ingest.losses", "Workers that ended before their encoder did", IngestHouse::losses);
    }

    private void gauge(String name, String description, ToDoubleFunction<IngestHouse> figure) {
        Gauge.builder(name, workshop, ours -> ours.figure(figure))
                .description(description)
                .register(meters);
    }

    private void counter(String name, String description, ToDoubleFunction<IngestHouse> figure) {
        FunctionCounter.builder(name, workshop, ours -> ours.figure(figure))
                .description(description)
                .register(meters);
    }
}
