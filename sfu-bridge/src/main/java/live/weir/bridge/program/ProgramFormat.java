package live.weir.bridge.program;

import java.time.Instant;
import java.util.List;

/**
 * What a run of the program's maker consists of.
 *
 * @param origin the wall clock at the run's time zero
 * @param tracks the pictures' rungs, the tallest first, then the sound; a chunk names its track by the index
 */
public record ProgramFormat(Instant origin, List<ProgramTrack> tracks) {

    public ProgramFormat {
        tracks = List.copyOf(tracks);
        if (tracks.isEmpty() || tracks.size() > 16) {
            throw new IllegalArgumentException("A program has 1 to 16 tracks");
        }
    }
}
