package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.weir.platform.infrastructure.StartupFailure;
import live.weir.platform.infrastructure.embedded.Guardian.Outcome;

/**
 * PostgreSQL's unpacked programs, and the way in which they run here.
 *
 * @param major the version whose data directories they read
 */
record PostgresPrograms(Path directory, RunAs runAs, int major) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);

    /** Tries them, so that a program that cannot run here is found out before anything depends on it. */
    static PostgresPrograms find(Path directory, WeirHome home, Guardian guardian, Complaint complaint)
            throws IOException, InterruptedException {
        List<String> version = List.of(directory.resolve("bin/postgres").toString(), "--version");
        // The version it tells even to root.
        Outcome plain = guardian.run(version, VERSION_LIMIT);
        Matcher told = VERSION.matcher(String.join("\n", plain.lines()));
        if (!plain.succeeded() || !told.find()) {
            throw complaint.about(plain.status(), plain.lines());
        }
        RunAs way = permittedWay(version, home, guardian);
        return new PostgresPrograms(directory, way, Integer.parseInt(told.group(1)));
    }

    private static RunAs permittedWay(List<String> version, WeirHome home, Guardian guardian)
            throws IOException, InterruptedException {
        if (!WeirHome.runsAsRoot()) {
            return RunAs.OURSELVES;
        }
        for (RunAs way : RunAs.lessThanRoot()) {
            way.letThrough(home);
            if (guardian.run(way.command(version), VERSION_LIMIT).succeeded()) {
                return way;
            }
        }
        throw refusesRoot(home);
    }

    private static StartupFailure refusesRoot(WeirHome home) throws IOException {
        String refused = "PostgreSQL refuses to run as root, and this system permits neither `unshare -U` nor ";
        return new StartupFailure(RunAs.closedAbove(home.path())
                .map(closed -> refused + "running it as the user nobody in " + home.path() + ", because " + closed
                        + " is closed to other users: set WEIR_HOME to a directory that is not below it, such as"
                        + " /var/lib/weir, or start Weir as an ordinary user.")
                .orElse(refused + "running it as the user nobody: start Weir as an ordinary user, or set"
                        + " WEIR_POSTGRES_URL to a PostgreSQL of your own."));
    }

    List<String> command(String program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(directory.resolve("bin").resolve(program).toString());
        line.addAll(arguments);
        return runAs.command(line);
    }
}
