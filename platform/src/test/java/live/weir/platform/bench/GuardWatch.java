package live.weir.platform.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at a node's guards several times a second, and notes when the state of one has changed. */
final class GuardWatch {

    private static final Duration EVERY = Duration.ofMillis(100);

    private final int port;
    private final Route.Request question;
    private final List<String> changes = new ArrayList<>();
    private Map<String, String> seen = Map.of();

    /** @param token an administrator's: others see no details */
    GuardWatch(int port, String token) {
        this.port = port;
        this.question = Route.Request.get("/api/v1/ops/guards", "Authorization: Bearer " + token);
    }

    /** Watches for so long; times are told from the origin on ({@link System#nanoTime}). */
    void watch(long origin, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            look(origin);
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private void look(long origin) throws IOException {
        JsonNode board =
                JsonMapper.shared().readTree(Recording.of(port, question).body());
        Map<String, String> states = new TreeMap<>();
        for (JsonNode guard : board.path("guards")) {
            states.put(guard.path("name").asString(), guard.path("state").asString());
        }
        if (states.isEmpty()) {
            throw new IllegalStateException("The node tells of no guards: " + board);
        }
        if (!states.equals(seen)) {
            String told = states.entrySet().stream()
                    .map(guard -> guard.getKey() + " " + guard.getValue())
                    .collect(Collectors.joining(", "));
            changes.add(String.format(Locale.ROOT, "%+.1f s: %s", (System.nanoTime() - origin) / 1e9, told));
            seen = states;
        }
    }

    /** What was seen since the last call. */
    String changes() {
        String told = changes.stream().map(change -> "- " + change).collect(Collectors.joining(System.lineSeparator()));
        changes.clear();
        return told;
    }
}
