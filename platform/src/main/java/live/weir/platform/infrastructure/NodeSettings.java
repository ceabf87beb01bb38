package live.weir.platform.infrastructure;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The node itself.
 *
 * @param home where the node keeps its files: embedded services, secrets, logs
 * @param roles what the node does; all by default
 */
@ConfigurationProperties("weir")
@Validated
public record NodeSettings(
        @DefaultValue("${user.home}/.weir") @NotNull Path home,

        @DefaultValue({"api", "chat", "stage", "media", "delivery"}) @NotEmpty
        Set<Role> roles) {

    /** What a node does. */
    public enum Role {
        API,
        CHAT,
        STAGE,
        MEDIA,
        DELIVERY
    }
}
