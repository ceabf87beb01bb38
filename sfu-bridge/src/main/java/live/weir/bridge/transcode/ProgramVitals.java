package live.weir.bridge.transcode;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a program fares. What is counted is counted since its start, across restarts.
 *
 * @param pid of the child that runs just now
 * @param cores what the child takes of the CPU, of late: 1.5 is one and a half cores
 * @param residentBytes the child's memory
 * @param rungs the tracks of this run; those that the CPU would not carry are missing
 * @param encoder which encoder of pictures is in use ({@code libopenh264} …)
 * @param chunks that went to the sink
 * @param lateChunks that came later than they should by more than a part's duration
 * @param skippedFrames output pictures that were left out because the child could not keep up
 * @param droppedUnits access units and packets of sound that the child was too slow to take
 * @param restarts of the child
 * @param delay from a picture's capture, as well as can be told, to the chunk that ends with it, of late
 */
public record ProgramVitals(
        State state,
        OptionalLong pid,
        double cores,
        long residentBytes,
        List<String> rungs,
        String encoder,
        long chunks,
        long lateChunks,
        long skippedFrames,
        long droppedUnits,
        long restarts,
        Duration delay,
        List<Source> sources) {

    /**
     * <pre>
     *   STARTING ──first chunk──▶ RUNNING
     *      ▲                        │ child lost, or stopped by the watchdog
     *      └──── RESTARTING ◀───────┘
     *                │ too often
     *                ▼
     *              FAILED           close(), from any: ENDED
     * </pre>
     */
    public enum State {
        STARTING,
        RUNNING,
        RESTARTING,
        FAILED,
        ENDED
    }

    /**
     * @param codec of the pictures, or empty
     * @param pictures access units that were handed on
     * @param lost pictures left out for want of packets or of a keyframe
     * @param keyframeRequests of ours
     */
    public record Source(String name, String codec, long pictures, long sounds, long lost, long keyframeRequests) {}

    public ProgramVitals {
        rungs = List.copyOf(rungs);
        sources = List.copyOf(sources);
    }
}
