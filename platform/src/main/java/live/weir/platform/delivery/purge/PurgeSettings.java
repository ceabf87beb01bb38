package live.weir.platform.delivery.purge;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The hook that empties a CDN of what is no longer to be had.
 *
 * @param url where purges are posted to; nowhere without it
 * @param token what the hook knows us by, as a Bearer
 * @param timeout after which a purge is tried again
 * @param patience for how long one is tried
 * @param mostWaiting purges that may wait for the hook; what is more is dropped and counted
 */
@ConfigurationProperties("weir.delivery.purge")
@Validated
record PurgeSettings(
        @Nullable URI url,
        @Nullable String token,

        @DefaultValue("5s") @NotNull @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration timeout,

        @DefaultValue("1h") @NotNull @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration patience,

        @DefaultValue("1000") @Min(1) @Max(100_000) int mostWaiting) {

    @AssertTrue(message = "must be an address like https://cdn.example/purge")
    boolean isUrlOfTheWeb() {
        return url == null
                || (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())));
    }

    @Override
    public String toString() {
        return "PurgeSettings[url=" + url + "]"; // the token is nobody's business
    }
}
