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

/** Looks at a node's health several times a second, and notes when the state of a guard has changed. */
final class GuardWatch {

    private static final Duration EVERY = Duration.ofMillis(100);

    private final int port;
    private final Route.Request question;
    private final List<String> changes = new ArrayList<>();
    private Map<String, String> seen = Map.of();
    private String status = "";

    /** @param token an administrator's: others see no details */
    GuardWatch(int port, String token) {
        this.port = port;
        this.question = Route.Request.get("/actuator/health", "Authorization: Bearer " + token);
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
        String body = Recording.of(port, question).body();
        JsonNode guards = JsonMapper.shared().readTree(body).path("components").path("guards");
        Map<String, String> states = new TreeMap<>();
        guards.path("details")
                .properties()
                .forEach(guard -> states.put(guard.getKey(), guard.getValue().asString()));
        String overall = guards.path("status").asString("?");
        if (!states.equals(seen) || !overall.equals(status)) {
            String told = states.entrySet().stream()
                    .map(guard -> guard.getKey() + " " + guard.getValue())
                    .collect(Collectors.joining(", "));
            changes.add(String.format(
                    Locale.ROOT, "%+.1f s: guards %s: %s", (System.nanoTime() - origin) / 1e9, overall, told));
            seen = states;
            status = overall;
        }
    }

    /** What was seen since the last call. */
    String changes() {
        String told = changes.stream().map(change -> "- " + change).collect(Collectors.joining(System.lineSeparator()));
        changes.clear();
        return told;
    }
}
