package live.weir.load.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the users of one action saw, such as all who watch. */
public final class Track {

    /** What is counted each second. */
    public enum Count {
        PEERS,
        PACKETS,
        BYTES,
        LOST,
        RECOVERED,
        PICTURES,
        FREEZES,
        FROZEN_MILLIS,
        UNOPENED,
        KEYFRAME_REQUESTS,
        MESSAGES,
        GAPS,
        SWITCHES
    }

    private final String name;
    private final Journal journal;
    private final Map<Count, Series> counts = new EnumMap<>(Count.class);
    private final Map<String, SpreadSeries> spreads = new ConcurrentHashMap<>();

    Track(String name, Journal journal) {
        this.name = name;
        this.journal = journal;
        for (Count count : Count.values()) {
            counts.put(count, Series.ofSums());
        }
    }

    public String name() {
        return name;
    }

    public void count(Count what, double amount) {
        if (amount != 0) {
            series(what).add(journal.second(), amount);
        }
    }

    /** A time that somebody waited, or that something took. */
    public void took(String what, long nanos) {
        spreads.computeIfAbsent(what, any -> new SpreadSeries()).addNanos(journal.second(), nanos);
    }

    public double total(Count what) {
        return series(what).total();
    }

    Series series(Count what) {
        Series series = counts.get(what);
        if (series == null) {
            throw new IllegalStateException("Not counted: " + what);
        }
        return series;
    }

    Map<String, SpreadSeries> spreads() {
        return new TreeMap<>(spreads);
    }

    /** In milliseconds; NaN if nobody told. */
    public double millis(String what, double percent) {
        SpreadSeries series = spreads.get(what);
        return series == null ? Double.NaN : series.all().millis(percent);
    }

    /** Of those seconds alone. */
    public double millisBetween(String what, double percent, int from, int to) {
        SpreadSeries series = spreads.get(what);
        return series == null ? Double.NaN : series.between(from, to).millis(percent);
    }

    /** Of those seconds alone. */
    public double totalBetween(Count what, int from, int to) {
        return series(what).between(from, to);
    }
}
