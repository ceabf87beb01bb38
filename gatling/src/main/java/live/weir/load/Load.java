package live.weir.load;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import live.weir.load.capacity.Capacity;
import live.weir.load.measure.Journal;
import live.weir.load.measure.MediaReport;
import live.weir.load.rtc.Rehearsal;
import live.weir.load.simulation.Command;

/**
 * The one command: {@code load smoke users=20 url=http://127.0.0.1:8080}. It runs a simulation, writes Gatling's report and the
 * media page beside it, and ends with 0 if everything was as the bars have it, 1 if the run could not be, 2 if a bar was missed.
 */
public final class Load {

    private static final int CANNOT = 1;

    private Load() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        System.setProperty(
                "logback.configurationFile",
                System.getProperty("logback.configurationFile", "live/weir/load/logback.xml"));
        System.setProperty("gatling.data.enableAnalytics", "false"); // a run talks to its target, and to nobody else
        try {
            if (arguments.length == 0) {
                out.println(Command.help());
                return CANNOT;
            }
            Command.turnKnobs(List.of(arguments).subList(1, arguments.length));
            Path results = Path.of(System.getProperty("load.results", "target/gatling"));
            if (arguments[0].equals("capacity")) {
                return estimate(results, out);
            }
            if (arguments[0].equals("compare-chat")) {
                out.println("Comparison: " + Command.compareChat());
                return 0;
            }
            return simulate(Command.of(arguments[0]), results, out);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException unusable) {
            out.println("This run cannot be: " + unusable.getMessage());
            return CANNOT;
        }
    }

    private static int estimate(Path results, PrintStream out) {
        Capacity capacity = Capacity.of(System.getProperty("load.plan", ""), results);
        out.println(capacity.text());
        out.println("Capacity: " + capacity.write(results.resolve("capacity")).toUri());
        return 0;
    }

    private static int simulate(Command command, Path results, PrintStream out) {
        rehearse(command.rehearsal(), out);
        Instant before = Instant.now();
        Journal journal = Journal.begin();
        String[] forGatling = {"-s", command.simulation(), "-rf", results.toString(), "-rd", command.word()};
        int code = Gatling$.MODULE$.fromArgs(forGatling);
        Path folder = newest(results, before);
        Path page = new MediaReport(journal).write(folder, command.word());
        journal.notes().forEach(out::println);
        out.println("Media: " + page.toUri());
        return code;
    }

    private static void rehearse(Duration duration, PrintStream out) {
        if (!duration.isZero()) {
            out.println("Rehearsal, " + duration.toSeconds()
                    + " s: the generator's performers and viewers watch each other");
            out.println("Rehearsal: " + Rehearsal.of(duration) + " viewers were connected");
        }
    }

    /** Gatling names the folder of a run by itself. */
    private static Path newest(Path results, Instant since) {
        try (Stream<Path> folders = Files.list(results)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !modified(folder).toInstant().isBefore(since.minusSeconds(1)))
                    .max(Comparator.comparing(Load::modified))
                    .orElse(results);
        } catch (IOException none) {
            return results;
        }
    }

    private static FileTime modified(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
