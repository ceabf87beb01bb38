package live.weir.platform.delivery;

import live.weir.bridge.program.ProgramSink;
import org.jspecify.annotations.Nullable;

/**
 * A program on air. {@link #end()} says that the broadcast is over: players come to an end, and the recording is shown.
 */
public interface OpenProgram extends ProgramSink {

    /** Whether it is to be recorded from now on; null leaves that to the channel's owner. */
    void record(@Nullable Boolean wish);

    boolean isRecorded();

    /** Has this called, on any thread, when {@link #isRecorded} gives another answer. */
    void onRecordingTurned(Runnable listener);

    /** Whether anybody plays it, or did within the last minute. */
    boolean isWatched();

    /**
     * This node makes it no longer, and the broadcast is not over: its stage went to another node, say. Players ask again
     * and find the other one.
     */
    void abandon();
}
