package live.weir.platform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import live.weir.platform.bench.ChatLine.Fates;
import live.weir.platform.testing.TestServers;
import live.weir.testing.MarkdownTable;
import org.HdrHistogram.Histogram;

/**
 * People talk in a room of two nodes while Redis, by which these tell each other, really stops and comes back: how soon what
 * is said is acknowledged and seen, at the speaker's node and at the other one, and whether all of it is in the history.
 */
public final class ChatDrill {

    private static final String SLUG = "drill-room";
    private static final int NODES = 2;
    private static final int SPEAKERS = 10;
    private static final int LISTENERS = 50;
    private static final int WARM_UP_SECONDS = 10;
    private static final long SETTLES_SECONDS = 30;
    private static final long LOOK_EVERY_NANOS = 200_000_000;
    private static final long LONGEST_MICROS = 120_000_000;

    private final int calm = BenchSettings.isQuick() ? 5 : 15;
    private final int away = BenchSettings.number("bench.seconds", BenchSettings.isQuick() ? 5 : 10);
    private final int rate = BenchSettings.number("bench.rate", 40);
    private final Fates fates = new Fates(rate * (WARM_UP_SECONDS + calm + away + calm));
    private final List<ChatLine> speakers = new ArrayList<>();
    private final List<ChatLine> listeners = new ArrayList<>();
    private final MarkdownTable table = new MarkdownTable(
            "Redis",
            "said",
            "acknowledged",
            "refused",
            "ack p50 ms",
            "p95",
            "seen here p50 ms",
            "p95",
            "there p50 ms",
            "p95");

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        try (TestServers servers = TestServers.own("drill")) {
            new ChatDrill().run(servers);
        }
    }

    private void run(TestServers servers) throws IOException, SQLException, InterruptedException {
        String postgres = servers.freshPostgresUrl();
        Map<String, String> urls = Map.of("WEIR_POSTGRES_URL", postgres, "WEIR_REDIS_URL", servers.redisUrl(0));
        try (Node one = node(0, urls);
                Node other = node(1, urls)) {
            List<Integer> ports = List.of(one.port(), other.port());
            String token = Host.signIn(ports.get(0), SLUG).token();
            for (int i = 0; i < NODES * SPEAKERS; i++) {
                speakers.add(ChatLine.open(ports.get(i % NODES), SLUG, token, fates));
            }
            for (int i = 0; i < NODES * LISTENERS; i++) {
                listeners.add(ChatLine.open(ports.get(i % NODES), SLUG, null, fates));
            }
            talk(servers);
            tell(servers, postgres);
        } finally {
            speakers.forEach(ChatLine::close);
            listeners.forEach(ChatLine::close);
        }
    }

    private static Node node(int index, Map<String, String> urls) {
        return Node.start(
                "drill-" + index,
                Path.of("target/bench/home-drill-" + index),
                urls,
                "--weir.demo=false",
                "--weir.limits.enabled=false");
    }

    private void talk(TestServers servers) throws IOException, InterruptedException {
        int number = talk(0, WARM_UP_SECONDS);
        number = talk(number, calm);
        servers.redis().stop();
        number = talk(number, away);
        servers.redis().start();
        talk(number, calm);
    }

    /** Evenly, by turns; gives the next number. */
    private int talk(int first, int seconds) {
        long start = System.nanoTime();
        int count = rate * seconds;
        for (int i = 0; i < count; i++) {
            long due = start + TimeUnit.SECONDS.toNanos(i) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            speakers.get((first + i) % speakers.size()).say(first + i);
        }
        return first + count;
    }

    private void tell(TestServers servers, String postgres) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLES_SECONDS);
        while (IntStream.range(0, fates.said.length()).anyMatch(fates::isOpen) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        int first = rate * WARM_UP_SECONDS;
        row("there", first, rate * calm);
        row("away", first + rate * calm, rate * away);
        row("back", first + rate * (calm + away), rate * calm);
        List<String> acknowledged = IntStream.range(0, fates.said.length())
                .filter(number -> fates.acknowledged.get(number) > 0)
                .mapToObj(number -> "d" + number)
                .toList();
        List<String> kept = Stock.said(servers, postgres);
        while (!kept.containsAll(acknowledged) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            kept = Stock.said(servers, postgres);
        }
        System.out.println(table);
        System.out.printf(
                "%d messages were acknowledged, %d of these are in the history, which has %d lines, %d of them twice.%n",
                acknowledged.size(),
                acknowledged.stream().filter(kept::contains).count(),
                kept.size(),
                kept.size() - kept.stream().distinct().count());
        System.out.printf(
                "%d listeners: acknowledged and never heard %d times, heard twice %d times.%n",
                listeners.size(),
                unheard(),
                listeners.stream().mapToInt(ChatLine::twice).sum());
        System.out.printf(
                "%d messages/s from %d speakers over two nodes; Redis was away for %s.%n",
                rate, speakers.size(), Duration.ofSeconds(away));
    }

    private int unheard() {
        return (int) IntStream.range(0, fates.said.length())
                .filter(number -> fates.acknowledged.get(number) > 0)
                .mapToLong(number -> listeners.stream()
                        .filter(listener -> listener.heard(number) == 0)
                        .count())
                .sum();
    }

    private void row(String redis, int first, int count) {
        Histogram acks = new Histogram(LONGEST_MICROS, 3);
        Histogram here = new Histogram(LONGEST_MICROS, 3);
        Histogram there = new Histogram(LONGEST_MICROS, 3);
        int refused = 0;
        for (int number = first; number < first + count; number++) {
            refused += fates.refused.get(number) > 0 ? 1 : 0;
            note(acks, number, fates.acknowledged::get);
            for (int i = 0; i < listeners.size(); i++) {
                ChatLine listener = listeners.get(i);
                note(i % NODES == number % NODES ? here : there, number, listener::heard);
            }
        }
        table.row(
                redis,
                count,
                acks.getTotalCount(),
                refused,
                millis(acks, 50),
                millis(acks, 95),
                millis(here, 50),
                millis(here, 95),
                millis(there, 50),
                millis(there, 95));
    }

    private void note(Histogram histogram, int number, IntToLongFunction moment) {
        long at = moment.applyAsLong(number);
        if (at > 0) {
            histogram.recordValue(Math.min(LONGEST_MICROS, (at - fates.said.get(number)) / 1_000));
        }
    }

    private static String millis(Histogram histogram, double percentile) {
        return String.format(Locale.ROOT, "%.1f", histogram.getValueAtPercentile(percentile) / 1_000.0);
    }
}
