package live.weir.platform.program;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import live.weir.signaling.stage.ProgramHouse;
import live.weir.signaling.stage.StageProgram;
import org.jspecify.annotations.Nullable;

/** The programs of this node. */
final class Productions implements ProgramHouse, ProgramRoster {

    private final ProductionLine line;
    private final ProductionTotals totals;
    private final boolean wanted;
    private final Map<UUID, Production> all = new ConcurrentHashMap<>();

    /** @param wanted whether this node makes programs at all */
    Productions(ProductionLine line, ProductionTotals totals, boolean wanted) {
        this.line = line;
        this.totals = totals;
        this.wanted = wanted;
    }

    @Override
    public StageProgram open(Broadcast broadcast, Runnable whenReachChanged) {
        if (!wanted) {
            return StageProgram.NONE;
        }
        Production production = new Production(line, broadcast, whenReachChanged, totals, this::isOver);
        all.put(broadcast.id(), production);
        line.post(production::begin);
        return production;
    }

    private void isOver(Production production) {
        all.remove(production.broadcast().id(), production);
    }

    List<Production> all() {
        return List.copyOf(all.values());
    }

    @Override
    public List<Entry> programs() {
        return all().stream().map(Productions::entry).toList();
    }

    private static Entry entry(Production production) {
        ProgramVitals vitals = production.vitals();
        StageProgram.Reach reach = production.reach();
        return new Entry(
                production.slug(),
                production.state().name(),
                production.broadcast().startedAt(),
                reach == null ? null : reach.problem(),
                production.sink().isWatched(),
                millisOf(production.sink().partAge()),
                vitals == null ? null : Making.of(vitals));
    }

    private static @Nullable Long millisOf(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
