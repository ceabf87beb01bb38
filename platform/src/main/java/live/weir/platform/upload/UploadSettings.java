package live.weir.platform.upload;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Video files that channels' owners upload, to become recordings; taken by nodes with the role {@code media}.
 *
 * @param enabled whether files are taken
 * @param maxSize the largest file
 * @param maxDuration the longest video
 * @param perAccount how many of one account may be under way at a time: being received, waiting or being converted
 * @param quota what files that are under way may take of this node's disk
 * @param keepFree what must stay free of the disk; below that no bytes are taken
 * @param expireAfter a file of which nothing more came for so long is forgotten; what became of a file is told for as long
 * @param attempts how often a conversion is begun that a crash ended
 */
@ConfigurationProperties("weir.upload")
@Validated
record UploadSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("8GB") @NotNull DataSize maxSize,

        @DefaultValue("6h") @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 24)
        Duration maxDuration,

        @DefaultValue("3") @Min(1) @Max(1_000) int perAccount,
        @DefaultValue("40GB") @NotNull DataSize quota,
        @DefaultValue("2GB") @NotNull DataSize keepFree,

        @DefaultValue("24h") @NotNull @DurationMin(minutes = 1) @DurationMax(days = 30)
        Duration expireAfter,

        @DefaultValue("3") @Min(1) @Max(10) int attempts) {}
