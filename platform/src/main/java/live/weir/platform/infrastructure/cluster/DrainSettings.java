package live.weir.platform.infrastructure.cluster;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a node takes its leave when it is told to end (SIGTERM).
 *
 * @param notice for how long it still takes what comes, unready already, so that every proxy hears of it in time
 * @param patience how long it waits after that for the streams that come in on it; what is on air then is handed over
 */
@ConfigurationProperties("weir.drain")
@Validated
public record DrainSettings(
        @DefaultValue("0s") @NotNull Duration notice,
        @DefaultValue("0s") @NotNull Duration patience) {

    public DrainSettings {
        if (notice.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("weir.drain.notice and weir.drain.patience cannot be negative");
        }
    }
}
