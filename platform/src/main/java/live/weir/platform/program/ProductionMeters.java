package live.weir.platform.program;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import live.weir.bridge.transcode.ProgramVitals;

/** How the programs of this node go, all together, for operators. Each by itself is in the roster. */
final class ProductionMeters {

    private final Productions productions;
    private final MeterRegistry meters;

    ProductionMeters(Productions productions, ProductionTotals totals, MeterRegistry meters) {
        this.productions = productions;
        this.meters = meters;
        for (Production.State state : Production.State.values()) {
            if (state != Production.State.OVER) {
                Gauge.builder("weir.programs", () -> inState(state))
                        .description("Programs by their state")
                        .tag("state", state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .register(meters);
            }
        }
        Gauge.builder("weir.program.cores", this::cores)
                .description("Cores that the makers of programs take")
                .register(meters);
        Gauge.builder("weir.program.part.age", this::oldestPart)
                .description("Since the newest part of the program that is furthest behind")
                .baseUnit("seconds")
                .register(meters);
        counter("weir.program.parts", "Parts that were made", totals.parts, ProgramVitals::chunks);
        counter("weir.program.parts.late", "Parts that came late", totals.lateParts, ProgramVitals::lateChunks);
        counter(
                "weir.program.pictures.skipped",
                "Pictures left out because an encoder could not keep up",
                totals.skippedPictures,
                ProgramVitals::skippedFrames);
        counter(
                "weir.program.units.dropped",
                "Incoming pictures and sounds that an encoder was too slow to take",
                totals.droppedUnits,
                ProgramVitals::droppedUnits);
        counter("weir.program.restarts", "Encoders that were started again", totals.restarts, ProgramVitals::restarts);
    }

    private void counter(String name, String description, LongAdder before, ToLongFunction<ProgramVitals> now) {
        FunctionCounter.builder(
                        name,
                        productions,
                        all -> before.doubleValue() + vitals().mapToLong(now).sum())
                .description(description)
                .register(meters);
    }

    private Stream<ProgramVitals> vitals() {
        return productions.all().stream().map(Production::vitals).filter(Objects::nonNull);
    }

    private long inState(Production.State state) {
        return productions.all().stream()
                .filter(production -> production.state() == state)
                .count();
    }

    private double cores() {
        return vitals().mapToDouble(ProgramVitals::cores).sum();
    }

    private double oldestPart() {
        return productions.all().stream()
                        .map(production -> production.sink().partAge())
                        .filter(Objects::nonNull)
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElse(0)
                / 1000.0;
    }
}
