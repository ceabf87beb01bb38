package live.weir.platform.infrastructure;

import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The node itself.
 *
 * @param home where the node keeps its files: embedded services, secrets, logs; {@code ~/.weir} if not set, and
 *     {@code /var/lib/weir} for root, because an unprivileged PostgreSQL must be able to reach it
 * @param roles what the node does; all by default
 */
@ConfigurationProperties("weir")
@Validated
public record NodeSettings(
        @Nullable Path home,

        @DefaultValue({"api", "chat", "stage", "media", "delivery"}) @NotEmpty
        Set<Role> roles) {

    public Path homeDirectory() {
        if (home != null) {
            return home;
        }
        return "root".equals(System.getProperty("user.name"))
                ? Path.of("/var/lib/weir")
                : Path.of(System.getProperty("user.home"), ".weir");
    }

    /** What a node does. */
    public enum Role {
        API,
        CHAT,
        STAGE,
        MEDIA,
        DELIVERY
    }
}
