package live.weir.platform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads in an embedded PostgreSQL's log when it let the first client in. */
final class PostgresLog {

    private static final Pattern ACCEPTS =
            Pattern.compile("(?m)^(\\S+ \\S+) UTC .*database system is ready to accept connections");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private PostgresLog() {}

    /** Seconds after the moment, of the last start in the log; a dash if it is not to be seen. */
    static String acceptedAfter(Path home, long beginMillis) throws IOException {
        Path log = home.resolve("logs/postgres.log");
        String text = Files.exists(log) ? Files.readString(log) : "";
        @Nullable
        String last = ACCEPTS.matcher(text)
                .results()
                .map(MatchResult::group)
                .reduce((earlier, later) -> later)
                .orElse(null);
        if (last == null) {
            return "-";
        }
        Instant at = LocalDateTime.parse(Objects.requireNonNull(last).substring(0, 23), TIME)
                .toInstant(ZoneOffset.UTC);
        return String.format(Locale.ROOT, "%.2f", (at.toEpochMilli() - beginMillis) / 1000.0);
    }
}
