package live.weir.bridge.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording grew by, to be kept elsewhere as one object: bytes of some of its files, one after another.
 *
 * <p>As a line: {@code at {number} {index until} {file}:{offset}:{bytes} …}. A number and a place in the index after which what
 * the index says is in this parcel or in earlier ones.
 *
 * @param until how much of the index's text is true once this is kept
 */
public record Parcel(int number, long until, List<Extent> extents) {

    static final String WORD = "at ";

    /** No recording has more files in a parcel: a few tracks and pictures, and runs that begin. */
    private static final int MOST_EXTENTS = 4_096;

    /** A stretch of a file. */
    public record Extent(String file, long offset, int bytes) {}

    public long length() {
        return extents.stream().mapToLong(Extent::bytes).sum();
    }

    String line() {
        StringBuilder line = new StringBuilder(WORD).append(number).append(' ').append(until);
        for (Extent extent : extents) {
            line.append(' ')
                    .append(extent.file())
                    .append(':')
                    .append(extent.offset())
                    .append(':')
                    .append(extent.bytes());
        }
        return line.append('\n').toString();
    }

    /** Null if that is no such line, or not all of one. */
    static @Nullable Parcel of(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 3 || words.length > MOST_EXTENTS || !line.startsWith(WORD)) {
            return null;
        }
        try {
            List<Extent> extents = new ArrayList<>();
            for (int i = 3; i < words.length; i++) {
                String[] numbers = words[i].split(":", -1);
                extents.add(new Extent(numbers[0], Long.parseLong(numbers[1]), Integer.parseInt(numbers[2])));
            }
            return new Parcel(Integer.parseInt(words[1]), Long.parseLong(words[2]), List.copyOf(extents));
        } catch (IndexOutOfBoundsException | NumberFormatException cut) {
            return null;
        }
    }
}
