package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A password nobody ever types: made once, kept in a file that only the owner reads. */
final class SecretFile {

    private static final Logger log = LoggerFactory.getLogger(SecretFile.class);
    private static final int BYTES = 32;

    /** Also what may stand unquoted in SQL and in a Redis configuration. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    private final Path file;

    SecretFile(Path file) {
        this.file = file;
    }

    String readOrCreate() throws IOException {
        if (Files.exists(file)) {
            closeToOthers();
            String secret = Files.readString(file).strip();
            if (SECRET.matcher(secret).matches()) {
                return secret;
            }
            log.warn("{} holds no usable secret; making a new one", file);
        }
        return create();
    }

    /** A rename, so that a killed process leaves no half of a secret behind. */
    private String create() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        FileTree.writePrivate(fresh, secret + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return secret;
    }

    private void closeToOthers() throws IOException {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (!ownerOnly.containsAll(found)) {
            log.warn("{} was open to other users ({}); closing it", file, PosixFilePermissions.toString(found));
            Files.setPosixFilePermissions(file, ownerOnly);
        }
    }
}
