package live.weir.bridge.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a run may be told by system properties; empty ones have their defaults.
 *
 * @param viewers how many of them, one table row per server and number
 * @param step how long one figure is measured at a time
 * @param rounds how often, the servers by turns; the median counts
 * @param warmUp before the first round, per server
 * @param before classes of an earlier build of the engine, to be measured in the same run; empty for none
 * @param only a part of the names of the servers to measure; empty for all
 */
record BenchSettings(List<Integer> viewers, Duration step, int rounds, Duration warmUp, String before, String only) {

    static BenchSettings read() {
        List<Integer> viewers = Arrays.stream(text("bench.viewers", "40,120").split(",", -1))
                .map(number -> Integer.valueOf(number.strip()))
                .toList();
        return new BenchSettings(
                viewers,
                Duration.ofSeconds(number("bench.seconds", 5)),
                number("bench.rounds", 3),
                Duration.ofSeconds(number("bench.warmup", 30)),
                text("bench.before", ""),
                text("bench.only", ""));
    }

    /**
     * For the JVM of the engine under test. The heap is all there from the start, so that the process grows by what lies
     * outside of it only, and the collections that find out what lives do not shrink it, which would cost more of them.
     */
    static List<String> jvmFlags() {
        return Arrays.asList(
                text("bench.jvm", "-Xms256m -Xmx256m -XX:+AlwaysPreTouch").split(" +", -1));
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    private static String text(String name, String otherwise) {
        String text = System.getProperty(name, "");
        return text.isEmpty() ? otherwise : text;
    }
}
