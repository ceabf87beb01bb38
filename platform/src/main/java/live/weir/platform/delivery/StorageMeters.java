package live.weir.platform.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What operators see of recordings on their way to the object store, and back; all of it is nothing where there is none. */
final class StorageMeters {

    private volatile @Nullable Courier courier;
    private volatile @Nullable Blocks blocks;

    StorageMeters(MeterRegistry meters) {
        counter(meters, "weir.storage.objects", "Objects that were uploaded", of(Courier::objects));
        counter(meters, "weir.storage.bytes", "Bytes of recordings that were uploaded", of(Courier::bytes));
        counter(
                meters,
                "weir.storage.retries",
                "Uploads that failed and are tried again; nothing is lost by it",
                of(Courier::retries));
        gauge(
                meters,
                "weir.storage.waiting.bytes",
                "Bytes of recordings that are on this node alone",
                of(Courier::waiting));
        gauge(
                meters,
                "weir.storage.waiting.recordings",
                "Recordings that are written here or wait for the store",
                of(Courier::recordings));
        gauge(
                meters,
                "weir.storage.waiting.seconds",
                "For how long the oldest bytes of a recording have been on this node alone",
                of(Courier::age));
        counter(meters, "weir.storage.fetches", "Blocks that were fetched from the store", ofBlocks(Blocks::fetched));
        counter(
                meters,
                "weir.storage.fetches.shared",
                "Blocks that were in memory, or on their way, when they were asked for",
                ofBlocks(Blocks::shared));
    }

    void watch(Courier newCourier, Blocks newBlocks) {
        courier = newCourier;
        blocks = newBlocks;
    }

    private static ToDoubleFunction<StorageMeters> of(ToDoubleFunction<Courier> count) {
        return meters -> {
            Courier known = meters.courier;
            return known == null ? 0 : count.applyAsDouble(known);
        };
    }

    private static ToDoubleFunction<StorageMeters> ofBlocks(ToDoubleFunction<Blocks> count) {
        return meters -> {
            Blocks known = meters.blocks;
            return known == null ? 0 : count.applyAsDouble(known);
        };
    }

    private void counter(MeterRegistry meters, String name, String meaning, ToDoubleFunction<StorageMeters> count) {
        FunctionCounter.builder(name, this, count).description(meaning).register(meters);
    }

    private void gauge(MeterRegistry meters, String name, String meaning, ToDoubleFunction<StorageMeters> value) {
        Gauge.builder(name, this, value).description(meaning).register(meters);
    }
}
