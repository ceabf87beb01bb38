package live.weir.platform.program;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The program: the one picture of a stage, made for HLS and the recording by a node with the role {@code media}.
 *
 * @param enabled whether programs are made at all; without them there is no HLS and no recording, and stages go on
 * @param ladder heights of the pictures, of 1080, 720, 480, 360 and 240; if not set, 720 and 360 on up to three cores, 720, 480 and
 *     240 on up to seven, 1080, 720, 480 and 240 on more. What the CPU cannot carry is left out from the top
 * @param frameRate pictures a second
 * @param part how long a part of a playlist is; players are about three of them behind
 * @param keyframes between two keyframes, which is a segment's length
 * @param audioBitrate of the sound, in bits per second
 * @param labels whether names are written beneath performers, where there are several
 * @param pictures between two still pictures, for the home page and links
 * @param maxPrograms programs of this node at once; 0 for as many as the CPU carries
 * @param cores how many cores all programs of this node may take; 0 for three quarters of the machine
 * @param spare whether an encoder waits that is started already, so that programs begin and recover at once; it takes some 60 MB
 */
@ConfigurationProperties("weir.program")
@Validated
record ProgramSwitches(
        @DefaultValue("true") boolean enabled,
        @Nullable List<Integer> ladder,
        @DefaultValue("30") @Min(5) @Max(60) int frameRate,

        @DefaultValue("333ms") @NotNull @DurationMin(millis = 100) @DurationMax(seconds = 1)
        Duration part,

        @DefaultValue("2s") @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 10)
        Duration keyframes,

        @DefaultValue("128000") @Min(32_000) @Max(320_000) int audioBitrate,
        @DefaultValue("true") boolean labels,

        @DefaultValue("5s") @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration pictures,

        @DefaultValue("0") @Min(0) @Max(1_000) int maxPrograms,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1024")
        double cores,

        @DefaultValue("false") boolean spare) {

    /** How many cores programs may take together. */
    double coresOf(int processors) {
        return cores > 0 ? cores : processors * 0.75;
    }
}
