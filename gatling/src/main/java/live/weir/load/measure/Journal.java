package live.weir.load.measure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that a run saw. Gatling makes simulations by itself, so the run's journal is found here. */
public final class Journal {

    private static final int MOST_NOTES = 50;

    private static volatile Journal current = new Journal();

    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<String, Track> tracks = new ConcurrentHashMap<>();
    private final List<String> notes = new ArrayList<>();

    public static Journal current() {
        return current;
    }

    /** For the next run in this process. */
    public static Journal begin() {
        Journal next = new Journal();
        current = next;
        return next;
    }

    public Track track(String name) {
        return tracks.computeIfAbsent(name, any -> new Track(any, this));
    }

    public Map<String, Track> tracks() {
        return new TreeMap<>(tracks);
    }

    /** A line for people, such as that the generator was too slow; the first {@value #MOST_NOTES} are kept. */
    public void note(String line) {
        synchronized (notes) {
            if (notes.size() < MOST_NOTES && !notes.contains(line)) {
                notes.add(line);
            }
        }
    }

    public List<String> notes() {
        synchronized (notes) {
            return List.copyOf(notes);
        }
    }

    public Instant startedAt() {
        return startedAt;
    }

    public int second() {
        return (int) ((System.nanoTime() - startedNanos) / 1_000_000_000);
    }
}
