package live.weir.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine: {@code WEIR_TEST_CHROMIUM}, or where distributions put theirs. The one without a window is
 * preferred: it has the same engine, and the same tests take three fifths of the CPU.
 */
public final class InstalledChromium {

    private static final List<String> NAMES = List.of(
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome-stable",
            "/usr/bin/google-chrome");

    private InstalledChromium() {}

    /** Without a Chromium there is nothing to test, except where one is promised: there its absence is a failure. */
    public static void assume() {
        boolean found = find().isPresent();
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI must bring a Chromium: install one or set WEIR_TEST_CHROMIUM");
        }
        Assumptions.assumeTrue(found, "No Chromium found: install one or set WEIR_TEST_CHROMIUM");
    }

    public static Path executable() {
        return find().orElseThrow();
    }

    private static Optional<Path> find() {
        return Stream.concat(Stream.ofNullable(System.getenv("WEIR_TEST_CHROMIUM")), NAMES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
