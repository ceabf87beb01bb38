package live.weir.platform.program;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import live.weir.bridge.transcode.ProgramVitals;
import org.jspecify.annotations.Nullable;

/** The programs that this node makes, for operators. */
public interface ProgramRoster {

    List<Entry> programs();

    /**
     * @param state {@code BEGINNING}, {@code ON_AIR}, {@code WAITING} (for its next try) or {@code OVER}
     * @param problem why there is no HLS
     * @param watched whether anybody plays it, or did within the last minute
     * @param partAgeMillis since the newest part came
     * @param making absent while nobody makes it
     */
    @Schema(name = "Program")
    record Entry(
            String slug,
            String state,
            Instant startedAt,
            @Nullable String problem,
            boolean watched,
            @Nullable Long partAgeMillis,
            @Nullable Making making) {}

    /**
     * How the maker fares; what is counted is counted since the program began.
     *
     * @param cores of the CPU, of late
     * @param delayMillis from a picture's capture to its part, of late
     */
    @Schema(name = "ProgramMaking")
    record Making(
            String encoder,
            List<String> rungs,
            double cores,
            long residentBytes,
            long parts,
            long lateParts,
            long skippedPictures,
            long droppedUnits,
            long restarts,
            long delayMillis,
            int sources) {

        public Making {
            rungs = List.copyOf(rungs);
        }

        static Making of(ProgramVitals vitals) {
            return new Making(
                    vitals.encoder(),
                    vitals.rungs(),
                    Math.round(vitals.cores() * 100) / 100.0,
                    vitals.residentBytes(),
                    vitals.chunks(),
                    vitals.lateChunks(),
                    vitals.skippedFrames(),
                    vitals.droppedUnits(),
                    vitals.restarts(),
                    vitals.delay().toMillis(),
                    vitals.sources().size());
        }
    }
}
