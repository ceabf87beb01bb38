package live.weir.platform.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a run may be told by system properties; empty ones have their defaults.
 *
 * @param step how long one figure is measured at a time
 * @param rounds how often, by turns with its peers; the median counts
 * @param mostWarmUp seconds for which a server is warmed up with each kind of request, at the most
 * @param connections at saturation
 */
record BenchSettings(Duration step, int rounds, int mostWarmUp, int connections) {

    static BenchSettings read() {
        boolean quick = isQuick();
        int seconds = number("bench.seconds", quick ? 1 : 3);
        return new BenchSettings(
                Duration.ofSeconds(seconds),
                number("bench.rounds", quick ? 1 : 3),
                quick ? 4 : 15,
                number("bench.connections", 64));
    }

    static boolean isQuick() {
        String quick = System.getProperty("bench.quick", "false");
        return quick.isEmpty() || quick.equals("true");
    }

    static int number(String name, int otherwise) {
        String text = System.getProperty(name, "");
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    /** For the servers under test ({@code bench.jvm}), the node and its bare peer alike. */
    static List<String> jvmFlags() {
        String flags = System.getProperty("bench.jvm", "");
        return Arrays.asList((flags.isEmpty() ? "-Xmx512m" : flags).split(" +", -1));
    }
}
