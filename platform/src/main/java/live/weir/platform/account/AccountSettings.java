package live.weir.platform.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Set;
import live.weir.platform.security.Role;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Accounts and sign-ins.
 *
 * @param registration whether people may make accounts themselves
 * @param defaultRoles the roles of a new account
 * @param sessionLife how long a sign-in lasts that is not used
 * @param maxSessions sign-ins of one account at once; with one more the one unused for longest ends
 * @param lockout how wrong passwords are slowed down
 */
@ConfigurationProperties("weir.account")
@Validated
record AccountSettings(
        @DefaultValue("open") @NotNull Registration registration,
        @DefaultValue({"viewer", "performer"}) @NotEmpty Set<Role> defaultRoles,

        @DefaultValue("30d") @NotNull @DurationMin(minutes = 1)
        Duration sessionLife,

        @DefaultValue("50") @Min(1) @Max(1000) int maxSessions,
        @DefaultValue @Valid Lockout lockout) {

    /** Who makes accounts. */
    enum Registration {
        OPEN,
        CLOSED
    }

    /**
     * How wrong passwords are slowed down.
     *
     * @param tries wrong passwords for one handle from one network before the first pause
     * @param triesFromAnywhere the same from all networks together
     * @param firstPause the first pause; every further wrong password doubles it
     * @param longestPause where doubling ends
     * @param memory how long a wrong password counts
     */
    record Lockout(
            @DefaultValue("5") @Min(1) @Max(1000) int tries,
            @DefaultValue("50") @Min(1) @Max(100_000) int triesFromAnywhere,

            @DefaultValue("1s") @NotNull @DurationMin(millis = 1)
            Duration firstPause,

            @DefaultValue("15m") @NotNull @DurationMin(millis = 1)
            Duration longestPause,

            @DefaultValue("1h") @NotNull @DurationMin(seconds = 1)
            Duration memory) {}
}
