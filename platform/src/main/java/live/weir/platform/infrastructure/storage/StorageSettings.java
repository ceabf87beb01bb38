package live.weir.platform.infrastructure.storage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import live.weir.platform.resilience.GuardPolicy;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * An object store that speaks S3, for recordings. Without a bucket they stay files.
 *
 * @param bucket where recordings go; it must be there already. Without it there is no object store
 * @param endpoint its address, such as {@code https://s3.example:9000}; Amazon's own for the region without it
 * @param region its region
 * @param prefix what all keys begin with, such as {@code weir/}: several clusters may share a bucket, each with its own
 * @param pathStyle whether the bucket stands in the path rather than in the host's name; without a word, where there is an endpoint
 * @param accessKey the key's id; without it the environment, the profile or the machine's role gives one (AWS's default chain)
 * @param secretKey the key's secret
 * @param uploadEvery how much of a recording at most is on its node alone, while the store works
 * @param uploadSize what is uploaded before that time if it has come together
 * @param uploads objects that are uploaded at a time
 * @param spool what may wait on the disk for the store in all; beyond that recordings have gaps, which are counted
 * @param cache what is fetched from the store may take of memory
 * @param guard the guard of the store; as its answers may be megabytes, it waits 30 s at least, counts over 30 s at least, and lets
 *     64 calls through at a time at most
 */
@ConfigurationProperties("weir.storage")
@Validated
public record StorageSettings(
        @Nullable String bucket,
        @Nullable String endpoint,
        @DefaultValue("us-east-1") @NotNull String region,
        @DefaultValue("") @NotNull String prefix,
        @Nullable Boolean pathStyle,
        @Nullable String accessKey,
        @Nullable String secretKey,

        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration uploadEvery,

        @DefaultValue("8MB") @NotNull DataSize uploadSize,
        @DefaultValue("4") @Min(1) @Max(64) int uploads,
        @DefaultValue("20GB") @NotNull DataSize spool,
        @DefaultValue("64MB") @NotNull DataSize cache,
        @DefaultValue @NestedConfigurationProperty @Valid GuardPolicy guard) {

    /** An upload of some megabytes over a slow line; whoever waits for a player has less patience. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String toString() {
        return "StorageSettings[" + (bucket == null ? "files" : "bucket " + bucket) + "]";
    }
}
