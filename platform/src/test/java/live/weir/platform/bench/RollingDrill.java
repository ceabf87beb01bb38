package live.weir.platform.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import live.weir.platform.testing.HlsPage;
import live.weir.platform.testing.Motion;
import live.weir.testing.MarkdownTable;

/**
 * A co-stream with viewers by WebRTC and by Low-Latency HLS goes on while both nodes are restarted one after another, as a
 * roll-out does it. Tells for how long each page saw no new picture.
 */
public final class RollingDrill {

    private static final int VIEWERS = 1;

    /** A program that leaves cores for everything else of the drill. */
    private static final String SMALL = "--weir.program.ladder=240";

    private static final int PLAYS_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SOME = "() => seen('hls').delays.length + seen('hls').unreadable > 60";

    private final MarkdownTable table =
            new MarkdownTable("repetition", "restarted", "client", "without a new picture s", "errors");

    public static void main(String[] arguments) throws IOException {
        new RollingDrill().run(BenchSettings.number("bench.repetitions", 1));
    }

    private void run(int repetitions) throws IOException {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            drill(repetition);
        }
        System.out.println(table);
        System.out.println(
                "Told to stop (SIGTERM), waited for, started again, waited for; then the other node. Two nodes,"
                        + " the program's encoder and all browsers share this machine's cores.");
    }

    private void drill(int repetition) throws IOException {
        try (CoStream stream = CoStream.open(VIEWERS, SMALL)) {
            Page hls = stream.browser().page("/bench/hls.html");
            HlsPage.addPlayer(hls);
            hls.evaluate("url => play('hls', url)", stream.address("/hls/" + CoStream.SLUG + "/index.m3u8"));
            StageBrowser.await(hls, SOME);
            int first = stream.owner();
            for (int step = 0; step < stream.nodes(); step++) {
                int index = (first + step) % stream.nodes();
                stream.forget();
                hls.evaluate("() => forget('hls')");
                Duration away = stream.restart(index);
                stream.awaitAll(PATIENCE);
                stream.idle(PLAYS_MILLIS);
                tell(
                        repetition,
                        String.format(Locale.ROOT, "%d (away %.1f s)", index, away.toMillis() / 1e3),
                        stream,
                        hls);
            }
        }
    }

    private void tell(int repetition, String restarted, CoStream stream, Page hls) {
        stream.people()
                .forEach((name, page) -> table.row(
                        repetition,
                        restarted,
                        name,
                        seconds((double) Motion.longestPause(page).toMillis()),
                        ""));
        table.row(
                repetition,
                restarted,
                "LL-HLS by hls.js",
                seconds(((Number) hls.evaluate("() => Math.max(seen('hls').gap, seen('hls').sinceLast)"))
                        .doubleValue()),
                hls.evaluate("() => seen('hls').errors.join(' ')"));
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000);
    }
}
