package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        List<Outcome> failures = new ArrayList<>();
        for (RunAs way : RunAs.candidates()) {
            way.letThrough(home);
            List<String> version =
                    way.command(List.of(directory.resolve("bin/postgres").toString(), "--version"));
            Outcome outcome = guardian.run(version, VERSION_LIMIT);
            Optional<Integer> major = majorIn(outcome);
            if (major.isPresent()) {
                return new PostgresPrograms(directory, way, major.get());
            }
            failures.add(outcome);
        }
        throw cannotRun(failures, complaint);
    }

    private static Optional<Integer> majorIn(Outcome outcome) {
        Matcher version = VERSION.matcher(String.join("\n", outcome.lines()));
        return outcome.succeeded() && version.find()
                ? Optional.of(Integer.valueOf(version.group(1)))
                : Optional.empty();
    }

    private static StartupFailure cannotRun(List<Outcome> failures, Complaint complaint) {
        for (Outcome failure : failures) {
            if (!WeirHome.runsAsRoot() || String.join("\n", failure.lines()).contains("shared libraries")) {
                return complaint.about(failure.status(), failure.lines());
            }
        }
        return new StartupFailure("PostgreSQL refuses to run as root, and this system permits neither `unshare -U` nor"
                + " running it as the user nobody: start Weir as an ordinary user, or set WEIR_POSTGRES_URL to a"
                + " PostgreSQL of your own.");
    }

    List<String> command(String program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(directory.resolve("bin").resolve(program).toString());
        line.addAll(arguments);
        return runAs.command(line);
    }
}
