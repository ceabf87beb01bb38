package live.weir.load.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import live.weir.load.dsl.LoadProtocol;
import live.weir.load.measure.Machine;

/** One comparison, printed and kept. */
public final class Comparison {

    private Comparison() {}

    /**
     * Writes a table with date and machine into that folder; gives the file.
     *
     * @param sizes of the room, the least first
     * @param idle how many listen in the end while nobody speaks; 0 for no such figure
     */
    public static Path chat(LoadProtocol protocol, List<Integer> sizes, int idle, int rate, int seconds, Path folder) {
        return keep("chat", run(new ChatComparison(protocol, sizes, idle, rate, seconds)), folder);
    }

    private static String run(ChatComparison comparison) {
        try {
            return comparison.run();
        } catch (RuntimeException known) {
            throw known;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted");
        } catch (Exception failed) {
            throw new IllegalStateException("The comparison broke off: " + failed.getMessage(), failed);
        }
    }

    private static Path keep(String name, String table, Path folder) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC);
        String text = "# " + name + ", " + day + "\n\n" + Machine.describe() + "\n\n" + table;
        System.out.println(text);
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(day + "-" + name + ".md"), text);
        } catch (IOException full) {
            throw new UncheckedIOException("The results cannot be kept in " + folder, full);
        }
    }
}
