package live.weir.platform.infrastructure.database;

import java.time.Period;
import java.util.regex.Pattern;

/**
 * A table that grows with time and is partitioned by month. A feature declares one as a bean; {@link Partitions} makes
 * the months ahead and drops those past their retention.
 */
public record PartitionedTable(String name, Period retention) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z_]{0,40}");

    public PartitionedTable {
        // The name becomes part of statements that take no parameters.
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("Not the name of a table: " + name);
        }
        if (retention.toTotalMonths() < 1) {
            throw new IllegalArgumentException(name + " must be kept for a month at least, not " + retention);
        }
    }
}
