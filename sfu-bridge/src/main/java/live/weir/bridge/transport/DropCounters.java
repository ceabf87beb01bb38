package live.weir.bridge.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was dropped, from any thread. */
final class DropCounters {

    /** Filled once, and only read afterwards. */
    private final EnumMap<DropReason, LongAdder> counters = new EnumMap<>(DropReason.class);

    DropCounters() {
        for (DropReason reason : DropReason.values()) {
            counters.put(reason, new LongAdder());
        }
    }

    void count(DropReason reason) {
        Objects.requireNonNull(counters.get(reason)).increment();
    }

    Map<DropReason, Long> snapshot() {
        Map<DropReason, Long> snapshot = new EnumMap<>(DropReason.class);
        counters.forEach((reason, counter) -> snapshot.put(reason, counter.sum()));
        return snapshot;
    }
}
