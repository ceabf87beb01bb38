package live.weir.platform.account;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a new password must be: long, and not the first thing that somebody would try. No rules about symbols. A bean, so
 * that its list is read while the node starts and not on the event loop of whoever registers first.
 */
@Component
final class Passwords {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 128;
    private final Set<String> common = read("common-passwords.txt");

    Optional<String> complaint(@Nullable String password, @Nullable String handle) {
        if (password == null) {
            return Optional.of("is required");
        }
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("must be 10 to 128 characters");
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (handle != null && handle.length() > 2 && plain.contains(Handles.normal(handle))) {
            return Optional.of("must not contain the handle");
        }
        return common.contains(plain) || password.codePoints().distinct().count() < 3
                ? Optional.of("is one of the first that somebody would try")
                : Optional.empty();
    }

    private static Set<String> read(String name) {
        try (InputStream list = Objects.requireNonNull(Passwords.class.getResourceAsStream(name), name)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
