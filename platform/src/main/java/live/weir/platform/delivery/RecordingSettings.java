package live.weir.platform.delivery;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Recordings of broadcasts.
 *
 * @param enabled whether broadcasts are recorded at all
 * @param folder where they lie; {@code recordings} in the node's home without it. All nodes that serve recordings must see the
 *     same files there, unless there is an object store: then it is this node's own, for what is not there yet
 * @param retention how long a recording is kept; 0 for ever
 * @param spool what a recording may keep in memory while the disk does not take it
 */
@ConfigurationProperties("weir.recording")
@Validated
record RecordingSettings(
        @DefaultValue("true") boolean enabled,
        @Nullable Path folder,

        @DefaultValue("0s") @NotNull @DurationMin(seconds = 0) @DurationMax(days = 36_500)
        Duration retention,

        @DefaultValue("64MB") @NotNull DataSize spool) {}
