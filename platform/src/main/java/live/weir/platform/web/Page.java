package live.weir.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list, and where the next one begins.
 *
 * @param items the items, in the list's order
 * @param nextCursor what to ask the next page with; absent at the list's end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** Of rows fetched one beyond the limit: the surplus row says that there is more, and is not shown. */
    public static <T> Page<T> cut(List<T> rows, PageRequest request, Function<? super T, String> cursorAfter) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, request.limit());
        return new Page<>(List.copyOf(shown), cursorAfter.apply(shown.get(shown.size() - 1)));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        List<R> views = items.stream().<R>map(view).toList();
        return new Page<>(views, nextCursor);
    }
}
