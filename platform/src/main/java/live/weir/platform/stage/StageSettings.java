package live.weir.platform.stage;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import live.weir.signaling.stage.StageLimits;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The bounds of stages.
 *
 * @param maxPerformers people with a seat on a stage, on stage and backstage
 * @param maxViewers viewers with media, of one stage on one node
 * @param maxSockets sockets of one stage on one node
 * @param maxSessionsPerClient media sessions of one account, or of one network where nobody is signed in (a school or an office is one)
 * @param maxInvitations invitations of one stage that are open at a time
 * @param maxPassed connections to other nodes, for requests and sockets whose stage is there
 * @param busy share of the engine's scarcest resource from which on newcomers are refused
 * @param grace how long a stage without performers waits for them
 * @param seatPatience how long a seat waits for its socket to come back
 * @param openingPatience how long a stage that goes live waits for a picture
 */
@ConfigurationProperties("weir.stage")
@Validated
record StageSettings(
        @DefaultValue("12") @Min(1) @Max(100) int maxPerformers,
        @DefaultValue("5000") @Min(1) @Max(1_000_000) int maxViewers,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxSockets,
        @DefaultValue("100") @Min(1) @Max(100_000) int maxSessionsPerClient,
        @DefaultValue("50") @Min(1) @Max(1_000) int maxInvitations,

        @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxPassed,

        @DefaultValue("0.9") @DecimalMin("0.1") @DecimalMax("1.0")
        double busy,

        @DefaultValue("20s") @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration grace,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration seatPatience,

        @DefaultValue("30s") @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration openingPatience) {

    StageLimits limits() {
        return new StageLimits(
                maxPerformers,
                maxViewers,
                maxSockets,
                maxSessionsPerClient,
                maxInvitations,
                busy,
                grace,
                seatPatience,
                openingPatience);
    }
}
