package live.weir.platform.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import live.weir.bridge.hls.Numbering;
import live.weir.bridge.hls.PackagerSettings;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * HLS: how programs reach a large audience.
 *
 * @param window how far back viewers of a live program can seek
 * @param memory what a program's newest parts may take of memory; what is older lies on disk
 * @param maxWaiting requests for a rendition's next part that may wait at a time
 * @param signedFor for how long the addresses of a private channel's program work
 * @param linger how long a program that has ended is still served
 * @param fetched what parts fetched from other nodes may take of memory
 * @param maxFetches connections to other nodes for that
 * @param allowOrigin which sites' pages may play programs: one origin, or {@code *} for all
 * @param countEvery how often HLS viewers are counted; who asked for nothing three times as long watches no longer
 * @param encryption of live programs
 */
@ConfigurationProperties("weir.delivery")
@Validated
record DeliverySettings(
        @DefaultValue("30m") @NotNull @DurationMin(seconds = 10) @DurationMax(hours = 12)
        Duration window,

        @DefaultValue("64MB") @NotNull DataSize memory,
        @DefaultValue("50000") @Min(1) @Max(1_000_000) int maxWaiting,

        @DefaultValue("6h") @NotNull @DurationMin(minutes = 1) @DurationMax(days = 7)
        Duration signedFor,

        @DefaultValue("2m") @NotNull @DurationMax(hours = 1) Duration linger,

        @DefaultValue("128MB") @NotNull DataSize fetched,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxFetches,
        @DefaultValue("*") @NotNull String allowOrigin,

        @DefaultValue("5s") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 1)
        Duration countEvery,

        @DefaultValue @NestedConfigurationProperty @Valid EncryptionSettings encryption) {

    private static final Duration SEGMENT = Duration.ofSeconds(2);

    /** Under the same addresses whichever node makes it, and with numbers that no node before has used. */
    PackagerSettings packing(Programs.Broadcast broadcast) {
        return new PackagerSettings(
                Long.toString(broadcast.startedAt().toEpochMilli(), Character.MAX_RADIX),
                SEGMENT,
                window,
                memory.toBytes(),
                maxWaiting,
                Numbering.after(
                        broadcast.startedAt(), Duration.between(broadcast.startedAt(), broadcast.takenAt()), SEGMENT));
    }
}
