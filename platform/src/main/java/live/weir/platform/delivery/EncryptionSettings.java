package live.weir.platform.delivery;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Live programs encrypted by AES-128, so that what lies in a CDN is of no use without a key, which only a node gives.
 *
 * @param channels whose programs are encrypted: {@code none}, {@code private} (those of private channels) or {@code all}
 * @param rotation for how long a key encrypts what comes
 */
record EncryptionSettings(
        @DefaultValue("none") @NotNull Channels channels,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 24)
        Duration rotation) {

    /** Of which channels. */
    enum Channels {
        NONE,
        PRIVATE,
        ALL
    }
}
