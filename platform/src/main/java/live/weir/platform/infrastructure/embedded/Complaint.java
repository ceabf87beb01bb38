package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import live.weir.platform.infrastructure.StartupFailure;

/** Turns what a program said before it failed into one sentence for the person who must act. */
record Complaint(String service, String setting, Path home, Path log) {

    private static final int CANNOT_EXECUTE = 126;
    private static final int NOT_FOUND = 127;

    StartupFailure about(int status, List<String> lines) {
        return new StartupFailure(sentence(status, String.join("\n", lines), lines));
    }

    StartupFailure about(IOException failure) {
        String reason = FileTree.reason(failure);
        return DiskSpace.saysFull(reason)
                ? DiskSpace.full(home, failure)
                : new StartupFailure(
                        service + " does not start: " + failure.getMessage() + " (" + reason + "). Mend that, or "
                                + elsewhere(),
                        failure);
    }

    private String sentence(int status, String said, List<String> lines) {
        if (DiskSpace.saysFull(said)) {
            return DiskSpace.fullSentence(home);
        }
        if (said.contains("error while loading shared libraries")) {
            return service + " cannot run here: this system lacks " + missingLibrary(said)
                    + ". Install the package that brings it, or " + elsewhere();
        }
        if (said.contains("could not look up effective user ID")) {
            return service + " cannot run here: the user id of this node has no entry in /etc/passwd. Add one, or "
                    + elsewhere();
        }
        if (status == CANNOT_EXECUTE) {
            return service + " cannot run from " + home + ": programs may not be executed there (a noexec mount?)."
                    + " Set WEIR_HOME to a directory where they may, or " + elsewhere();
        }
        if (status == NOT_FOUND) {
            return service + " cannot run here: this system does not have the C library it was built for (glibc)."
                    + " Use a Debian, Ubuntu or RHEL based one, or " + elsewhere();
        }
        return service + " does not start (status " + status + "): " + lastWords(lines) + " More is in " + log + ".";
    }

    private String elsewhere() {
        return "run " + service + " yourself and set " + setting + " to its address.";
    }

    private static String missingLibrary(String said) {
        return said.replaceFirst("(?s).*error while loading shared libraries: ([^:\\s]+).*", "$1");
    }

    /** The last line that names an error, or else the last line. */
    private static String lastWords(List<String> lines) {
        String last = "it said nothing.";
        for (String line : lines) {
            boolean error = line.contains("FATAL") || line.contains("PANIC") || line.contains("rror");
            if (error || !last.contains("FATAL")) {
                last = line.strip();
            }
        }
        return last.endsWith(".") ? last : last + ".";
    }
}
