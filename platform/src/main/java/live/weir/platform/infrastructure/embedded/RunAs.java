package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a program is run that refuses to be root: as we are, or, when we are root, as something less.
 *
 * @param prefix what stands before the command line; all of these replace themselves by the command, so that its pid is
 *     the one the guardian knows (sudo stays, and passes signals on)
 * @param owner who must own its files, or null where they are ours anyway
 */
record RunAs(List<String> prefix, @Nullable UserPrincipal owner) {

    private static final Logger log = LoggerFactory.getLogger(RunAs.class);
    private static final String NOBODY = "nobody";

    static final RunAs OURSELVES = new RunAs(List.of(), null);

    /** Best first; which of them the system permits shows when they are tried. */
    static List<RunAs> lessThanRoot() throws IOException {
        UserPrincipalLookupService users = Path.of("/").getFileSystem().getUserPrincipalLookupService();
        List<RunAs> ways = new ArrayList<>();
        // A user namespace without a mapping: root there is nobody, and here still owns root's files, with no
        // privileges.
        ways.add(new RunAs(List.of("unshare", "-U"), users.lookupPrincipalByName("root")));
        try {
            UserPrincipal nobody = users.lookupPrincipalByName(NOBODY);
            ways.add(new RunAs(List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups"), nobody));
            ways.add(new RunAs(List.of("sudo", "-n", "-u", NOBODY, "--"), nobody));
        } catch (UserPrincipalNotFoundException none) {
            log.debug("There is no user {} here", none.getName());
        }
        return ways.stream().filter(way -> Guardian.onPath(way.prefix().get(0))).toList();
    }

    List<String> command(List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return line;
    }

    /** Lets the other user pass through the home, without letting it look around. */
    void letThrough(WeirHome home) throws IOException {
        if (owner != null && owner.getName().equals(NOBODY)) {
            for (Path directory : List.of(home.path(), home.runtime())) {
                Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(directory));
                if (open.add(PosixFilePermission.OTHERS_EXECUTE)) {
                    Files.setPosixFilePermissions(directory, open);
                }
            }
        }
    }

    /** The directory above that keeps others from passing, as /root does: no other user gets to a home below it. */
    static Optional<Path> closedAbove(Path home) throws IOException {
        for (Path above = home.getParent(); above != null; above = above.getParent()) {
            if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** Hands a tree over, its top last: an interrupted change is seen by the top's owner and made again. */
    void handOver(Path tree) throws IOException {
        if (owner == null || Files.getOwner(tree).equals(owner)) {
            return;
        }
        UserPrincipal heir = owner;
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(file, heir);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.setOwner(directory, heir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
