package live.weir.platform.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How callers prove who they are.
 *
 * @param issuer the name under which access tokens are issued ({@code iss})
 * @param tokenLife how long an access token is valid; what is revoked is refused sooner
 * @param keyRotation after which time a new key takes over the signing of access tokens
 * @param masterKey 32 random bytes in Base64 ({@code openssl rand -base64 32}) that seal the keys of access tokens and
 *     viewer passes in Postgres; the
 *     same on all nodes; without it the keys lie there readable
 * @param metricsPublic whether {@code /actuator/prometheus} answers without a token on the API's port; on a management
 *     port of its own it always does
 * @param passwords the cost of password hashes
 * @param oidc an identity provider whose tokens are accepted beside Weir's own; none by default
 */
@ConfigurationProperties("weir.security")
@Validated
record SecuritySettings(
        @DefaultValue("weir") @NotBlank String issuer,

        @DefaultValue("10m") @NotNull @DurationMin(seconds = 5) @DurationMax(hours = 24)
        Duration tokenLife,

        @DefaultValue("30d") @NotNull @DurationMin(hours = 1)
        Duration keyRotation,

        @Nullable String masterKey,
        @DefaultValue("true") boolean metricsPublic,
        @DefaultValue @Valid Passwords passwords,
        @Nullable @NestedConfigurationProperty @Valid OidcSettings oidc) {

    /**
     * Argon2id; the defaults are those that OWASP recommends.
     *
     * @param memoryKilobytes memory that one hash fills
     * @param iterations passes over that memory
     * @param parallelism lanes
     * @param threads hashes computed at once
     * @param queued hashes that may wait for each thread; one more is refused
     */
    record Passwords(
            @DefaultValue("19456") @Min(64) @Max(1_048_576) int memoryKilobytes,
            @DefaultValue("2") @Min(1) @Max(100) int iterations,
            @DefaultValue("1") @Min(1) @Max(16) int parallelism,
            @DefaultValue("2") @Min(1) @Max(64) int threads,
            @DefaultValue("64") @Min(1) @Max(10_000) int queued) {}

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "SecuritySettings[issuer=" + issuer + ", tokenLife=" + tokenLife + "]";
    }
}
