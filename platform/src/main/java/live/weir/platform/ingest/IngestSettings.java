package live.weir.platform.ingest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import live.weir.bridge.transcode.ingest.IngestLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What this node makes of encoders that do not speak WHIP. Each has a process of its own: about 85 MB, and less than a tenth of a core
 * while its pictures are handed on as they come.
 *
 * @param encoders at once
 * @param encodedAnew how many of them may send pictures that browsers cannot show (B-frames, HEVC), which takes half a core and more
 *     each; 0 for one for each two processors. One more is told to send others
 */
@ConfigurationProperties("weir.ingest")
@Validated
record IngestSettings(
        @DefaultValue("50") @Min(1) @Max(10_000) int encoders,
        @DefaultValue("0") @Min(0) @Max(10_000) int encodedAnew) {

    IngestLimits limits() {
        int anew =
                encodedAnew > 0 ? encodedAnew : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new IngestLimits(encoders, anew);
    }
}
