package live.weir.bridge.program;

import io.netty.buffer.ByteBuf;

/**
 * One CMAF chunk: a moof and its mdat, whole.
 *
 * @param track index in {@link ProgramFormat#tracks}
 * @param start presentation time of its first sample since the run's zero, in microseconds; without gaps in a track
 * @param duration in microseconds
 * @param independent whether it begins with a keyframe; rungs have theirs at the same times, and sound always
 * @param bytes whoever takes the chunk owns them and releases them
 */
public record ProgramChunk(int track, long start, long duration, boolean independent, ByteBuf bytes) {

    public ProgramChunk {
        if (track < 0 || start < 0 || duration <= 0) {
            throw new IllegalArgumentException("A chunk has a track, a time and a duration");
        }
    }
}
