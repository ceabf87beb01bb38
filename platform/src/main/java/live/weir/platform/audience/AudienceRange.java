package live.weir.platform.audience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A stretch of time in steps, from the beginning of a step to the end of one (UTC); never too many. */
record AudienceRange(Instant from, Instant to, Step step) {

    static final int MOST_STEPS = 1_500;

    /** Every minute of a channel that is always on air is a row: half a million. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final Duration USUAL = Duration.ofDays(1);

    /** As many as a chart can show. */
    private static final int USUAL_STEPS = 500;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    enum Step {
        MINUTE("1m", 60),
        FIVE_MINUTES("5m", 300),
        HOUR("1h", 3_600),
        DAY("1d", 86_400);

        private static final String NAMES =
                Arrays.stream(values()).map(Step::word).collect(Collectors.joining(", "));

        private final String word;
        private final long seconds;

        Step(String word, long seconds) {
            this.word = word;
            this.seconds = seconds;
        }

        String word() {
            return word;
        }

        long seconds() {
            return seconds;
        }

        static Step of(String word) {
            return Arrays.stream(values())
                    .filter(step -> step.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalidParameter("step", "must be one of " + NAMES));
        }

        private long in(Instant from, Instant to) {
            return (to.getEpochSecond() - from.getEpochSecond()) / seconds;
        }

        private Instant begin(Instant at) {
            return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
        }

        private Instant end(Instant at) {
            Instant begin = begin(at);
            return begin.equals(at) ? at : begin.plusSeconds(seconds);
        }
    }

    /** What a request asks for: by default the last day, in the smallest steps that a chart can show. */
    static AudienceRange of(@Nullable String from, @Nullable String to, @Nullable String step, Instant now) {
        Instant end = to == null ? now : time("to", to);
        Instant begin = from == null ? end.minus(USUAL) : time("from", from);
        if (!begin.isBefore(end)) {
            throw Problem.invalidParameter("from", "must be before 'to'");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Problem.invalidParameter("from", "must be at most " + LONGEST.toDays() + " days before 'to'");
        }
        Step size = step == null ? fitting(begin, end) : Step.of(step);
        AudienceRange range = new AudienceRange(size.begin(begin), size.end(end), size);
        if (size.in(range.from, range.to) > MOST_STEPS) {
            throw Problem.invalidParameter(
                    "step", "must be larger: at most " + MOST_STEPS + " of them are given at once");
        }
        return range;
    }

    private static Step fitting(Instant from, Instant to) {
        return Arrays.stream(Step.values())
                .filter(step -> step.in(from, to) <= USUAL_STEPS)
                .findFirst()
                .orElse(Step.DAY);
    }

    private static Instant time(String parameter, String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new DateTimeException("Out of range");
            }
            return time;
        } catch (DateTimeException unreadable) {
            throw Problem.invalidParameter(parameter, "must be a time such as 2026-11-28T10:00:00Z");
        }
    }
}
