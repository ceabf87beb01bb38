package live.weir.platform.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import live.weir.platform.testing.Motion;
import live.weir.testing.MarkdownTable;

/**
 * A host, a guest and viewers are on a stage of two nodes behind a relay; the node that owns the stage is killed (SIGKILL).
 * Tells for how long each of them saw no new picture, by the pages that people use.
 */
public final class OwnerDeathDrill {

    private static final int VIEWERS = 3;
    private static final int NOTICED_MILLIS = 1_500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MarkdownTable table =
            new MarkdownTable("repetition", "client", "without a new picture s", "pictures after");

    public static void main(String[] arguments) throws IOException {
        new OwnerDeathDrill().run(BenchSettings.number("bench.repetitions", 1));
    }

    private void run(int repetitions) throws IOException {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            drill(repetition);
        }
        System.out.println(table);
        System.out.println(
                "From the last moment at which all pictures of a page moved to the next. Two nodes on one machine,"
                        + " a lease of 5 s; media of both nodes over loopback.");
    }

    private void drill(int repetition) throws IOException {
        try (CoStream stream = CoStream.open(VIEWERS)) {
            stream.kill(stream.owner());
            stream.idle(NOTICED_MILLIS);
            stream.awaitAll(PATIENCE);
            stream.people()
                    .forEach((name, page) -> table.row(
                            repetition,
                            name,
                            String.format(
                                    Locale.ROOT,
                                    "%.1f",
                                    Motion.longestPause(page).toMillis() / 1000.0),
                            Motion.pictures(page)));
        }
    }
}
