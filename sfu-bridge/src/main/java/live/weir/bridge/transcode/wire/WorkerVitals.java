package live.weir.bridge.transcode.wire;

import java.nio.ByteBuffer;

/**
 * What a child counts.
 *
 * @param skippedFrames output pictures left out
 * @param lateChunks by more than a part's duration
 * @param droppedChunks because the node did not read
 * @param undecodable access units
 * @param clippedBlocks of sound that the limiter held down
 * @param delayMicros from a chunk's last picture's capture to its being made, of late
 * @param behind how late the clock is, in microseconds
 */
public record WorkerVitals(
        long frames,
        long skippedFrames,
        long lateChunks,
        long droppedChunks,
        long undecodable,
        long clippedBlocks,
        long delayMicros,
        long behind) {

    public ByteBuffer frame() {
        return Words.of(Kind.VITALS)
                .i64(frames)
                .i64(skippedFrames)
                .i64(lateChunks)
                .i64(droppedChunks)
                .i64(undecodable)
                .i64(clippedBlocks)
                .i64(delayMicros)
                .i64(behind)
                .frame();
    }

    public static WorkerVitals read(ByteBuffer body) {
        return new WorkerVitals(
                body.getLong(),
                body.getLong(),
                body.getLong(),
                body.getLong(),
                body.getLong(),
                body.getLong(),
                body.getLong(),
                body.getLong());
    }
}
