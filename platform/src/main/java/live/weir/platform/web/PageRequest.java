package live.weir.platform.web;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for, by {@code ?cursor=…&limit=…}. Handlers take it as an argument.
 *
 * @param cursor where the page begins; absent for the first
 * @param limit how many items at most
 */
public record PageRequest(@Nullable String cursor, int limit) {

    static final int DEFAULT_LIMIT = 20;
    static final int MAX_LIMIT = 100;

    /** How many rows to fetch, so that {@link Page#cut} sees whether there are more. */
    public int fetch() {
        return limit + 1;
    }

    /**
     * What the cursor says, read by {@code reader} from the parts it was made of; empty for the first page.
     *
     * @throws live.weir.platform.web.problem.Problem if the cursor is not one of this list's
     */
    public <T> Optional<T> after(String list, int parts, Function<List<String>, T> reader) {
        if (cursor == null) {
            return Optional.empty();
        }
        List<String> read = Cursors.read(list, parts, cursor);
        try {
            return Optional.of(reader.apply(read));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            throw Cursors.invalid();
        }
    }
}
