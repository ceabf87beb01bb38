package live.weir.platform.limits;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** So many requests in so much time, written {@code 600/1m}. A caller may use all of it at once. */
public record Limit(int requests, Duration per) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,6}(?:ms|s|m|h|d))");
    private static final Duration LONGEST = Duration.ofDays(1);

    public Limit {
        if (requests < 1 || per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a limit is at least one request, in a time from 1s to 1d");
        }
    }

    /** Spring finds this by its name when it reads a setting, if it is public. */
    public static Limit valueOf(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form 600/1m");
        }
        return new Limit(Integer.parseInt(form.group(1)), DurationStyle.detectAndParse(form.group(2)));
    }

    double perMillisecond() {
        return (double) requests / per.toMillis();
    }
}
