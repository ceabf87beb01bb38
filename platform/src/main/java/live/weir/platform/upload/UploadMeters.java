package live.weir.platform.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What operators see of uploads. */
final class UploadMeters {

    private final Map<String, Counter> ended;
    private final Counter restarted;

    UploadMeters(MeterRegistry meters) {
        ended = List.of("ready", "failed", "cancelled").stream()
                .collect(Collectors.toMap(
                        outcome -> outcome,
                        outcome -> Counter.builder("weir.uploads.ended")
                                .description("Uploaded files that became recordings, failed to, or were cancelled")
                                .tag("outcome", outcome)
                                .register(meters)));
        restarted = Counter.builder("weir.uploads.restarts")
                .description("Conversions that were interrupted and begun again")
                .register(meters);
    }

    void watch(MeterRegistry meters, UploadFiles files, Conversions conversions) {
        FunctionCounter.builder("weir.uploads.bytes", files, UploadFiles::written)
                .description("Bytes of uploaded files that were taken")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(
                        "weir.uploads.converting",
                        conversions,
                        all -> all.progress().isPresent() ? 1 : 0)
                .description("Uploaded files that are being converted on this node")
                .register(meters);
    }

    void ended(String outcome) {
        Counter counter = ended.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void restarted() {
        restarted.increment();
    }
}
