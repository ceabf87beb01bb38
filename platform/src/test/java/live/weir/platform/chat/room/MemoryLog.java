package live.weir.platform.chat.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import live.weir.platform.resilience.DependencyUnavailable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A log in memory that can be out of reach, or take what it is told and lose its answer. */
final class MemoryLog implements RoomLog {

    final List<Consumer<Stretch>> listeners = new CopyOnWriteArrayList<>();
    private final TreeMap<Long, String> entries = new TreeMap<>();
    private final Map<String, Long> known = new HashMap<>();
    private long last;
    volatile boolean away;
    volatile boolean losesAnswers;
    /** Answers wait for it. */
    volatile Mono<Void> until = Mono.empty();
    /** Readings tell how it was before anything happened. */
    volatile boolean stale;

    final AtomicInteger staleReadings = new AtomicInteger();

    @Override
    public Mono<List<Outcome>> append(String room, long floor, List<Draft> drafts) {
        return Mono.fromSupplier(() -> {
                    List<Outcome> outcomes = away ? List.of() : take(floor, drafts);
                    if (away || losesAnswers) {
                        throw gone();
                    }
                    return outcomes;
                })
                .delayUntil(outcomes -> until);
    }

    private synchronized List<Outcome> take(long floor, List<Draft> drafts) {
        last = Math.max(last, floor);
        List<Outcome> outcomes = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        long first = last + 1;
        for (Draft draft : drafts) {
            Long before = draft.once().isEmpty() ? null : known.get(draft.once());
            if (before != null) {
                outcomes.add(new Outcome(Fate.KNOWN, before));
                continue;
            }
            last++;
            entries.put(last, draft.payload());
            known.put(draft.once(), last);
            taken.add(draft.payload());
            outcomes.add(new Outcome(Fate.TAKEN, last));
        }
        if (!taken.isEmpty()) {
            listeners.forEach(listener -> listener.accept(new Stretch(first, taken)));
        }
        return outcomes;
    }

    synchronized List<String> texts() {
        return entries.values().stream()
                .map(payload -> payload.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Override
    public Mono<List<Logged>> after(String room, long seq, int most) {
        return Mono.fromSupplier(() -> {
            if (away) {
                throw gone();
            }
            if (stale) {
                staleReadings.incrementAndGet();
                return List.of();
            }
            return read(seq, most);
        });
    }

    private synchronized List<Logged> read(long seq, int most) {
        return entries.tailMap(seq, false).entrySet().stream()
                .limit(most)
                .map(entry -> new Logged(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Mono<List<Logged>> latest(String room, int most) {
        return after(room, 0, most);
    }

    @Override
    public Flux<Stretch> follow(String room, Runnable listening) {
        return Flux.never();
    }

    @Override
    public Mono<Census> count(String room, int here) {
        return Mono.just(new Census(here, 1, last));
    }

    private static DependencyUnavailable gone() {
        return new DependencyUnavailable("redis", "is away", Duration.ofSeconds(1), null);
    }
}
