package live.weir.load.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.weir.load.measure.MediaReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a core does, by the newest runs that show it alone; where none does, a cautious figure, marked as assumed. */
final class Measured {

    static final String FORWARDED = "measured.forwarded.megabits.per.core";
    static final String DELIVERED = "measured.chat.deliveries.per.core.second";
    static final String SERVED = "measured.hls.megabits.per.core";
    static final String ENCODED = "measured.cores.per.program";
    static final String ANSWERED = "measured.api.requests.per.core.second";

    private static final Map<String, Double> CAUTIOUS = new LinkedHashMap<>();

    static {
        CAUTIOUS.put(FORWARDED, 1_000.0);
        CAUTIOUS.put(DELIVERED, 100_000.0);
        CAUTIOUS.put(SERVED, 2_000.0);
        CAUTIOUS.put(ENCODED, 1.5);
        CAUTIOUS.put(ANSWERED, 2_000.0);
    }

    private static final double LEAST_CORES = 0.02;

    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();

    static boolean isName(String name) {
        return CAUTIOUS.containsKey(name);
    }

    static List<String> names() {
        return List.copyOf(CAUTIOUS.keySet());
    }

    static Measured from(Plan plan, Path results) {
        Measured measured = new Measured();
        CAUTIOUS.forEach((name, value) -> measured.put(name, value, "assumed"));
        for (Path file : files(results)) {
            measured.read(file);
        }
        for (String name : CAUTIOUS.keySet()) {
            if (plan.states(name)) {
                measured.put(name, plan.number(name), "stated");
            }
        }
        return measured;
    }

    private static List<Path> files(Path results) {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(results, 3)) {
            return new ArrayList<>(files.filter(file -> file.endsWith(MediaReport.FIGURES))
                    .sorted()
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The results cannot be read: " + results, unreadable);
        }
    }

    private void read(Path file) {
        JsonNode run;
        try {
            run = JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The results cannot be read: " + file, unreadable);
        }
        JsonNode tracks = run.path("tracks");
        double cores = tracks.path("server").path("cores × 1000").path("p50").asDouble(0) / 1000;
        double seconds = run.path("seconds").asDouble(0);
        if (cores < LEAST_CORES || seconds <= 0) {
            return; // the server's CPU was not measured (pid=…)
        }
        String source = file.getParent() + " (" + run.path("machine").asString("") + ")";
        double forwarded = tracks.path("watch").path("bytes").asDouble(0) * 8e-6 / seconds;
        double delivered = tracks.path("room").path("messages").asDouble(0) / seconds;
        boolean hasChat = delivered > 0;
        boolean hasMedia = forwarded > 0;
        if (hasMedia && !hasChat && tracks.path("play").isMissingNode()) {
            put(FORWARDED, forwarded / cores, source);
        } else if (hasChat && !hasMedia) {
            put(DELIVERED, delivered / cores, source);
        }
    }

    private void put(String name, double value, String source) {
        figures.put(name, value);
        sources.put(name, source);
    }

    double number(String name) {
        return Math.max(1e-6, figures.getOrDefault(name, 0.0));
    }

    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        figures.forEach((name, value) ->
                all.put(name, String.format(java.util.Locale.ROOT, "%,.1f (%s)", value, sources.get(name))));
        return all;
    }
}
