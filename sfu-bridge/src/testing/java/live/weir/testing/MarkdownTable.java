package live.weir.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well in a terminal and in a README. */
public final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(String... heads) {
        rows.add(List.of(heads));
    }

    public void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines =
                new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        lines.add(
                1,
                IntStream.range(0, columns)
                        .mapToObj(column -> "-".repeat(widths[column] + 2))
                        .collect(Collectors.joining("|", "|", "|")));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(List<String> row, int... widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> " " + row.get(column)
                        + " ".repeat(widths[column] - row.get(column).length()) + " ")
                .collect(Collectors.joining("|", "|", "|"));
    }
}
