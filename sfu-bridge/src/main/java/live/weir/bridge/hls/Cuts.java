package live.weir.bridge.hls;

import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramTrack;

/** Where one segment ends and the next one begins: pictures at keyframes, unless none comes; sound nearest to the pictures' grid. */
final class Cuts {

    private static final int MOST_PARTS = 500;

    private final ProgramTrack.Kind kind;
    private final long target;
    private final PackagerCounts counts;

    /** @param target of segments, in microseconds */
    Cuts(ProgramTrack.Kind kind, long target, PackagerCounts counts) {
        this.kind = kind;
        this.target = target;
        this.counts = counts;
    }

    boolean isBefore(ProgramChunk chunk, Segment open) {
        if (open.parts().size() >= MOST_PARTS) {
            return true;
        }
        if (kind == ProgramTrack.Kind.AUDIO) {
            return chunk.start() - boundary(open) >= -chunk.duration() / 2;
        }
        if (chunk.independent() && open.duration() >= target * 4 / 5) {
            return true;
        }
        boolean late = open.duration() + chunk.duration() >= target + target / 4;
        if (late) {
            counts.cutBlindly.increment();
        }
        return late;
    }

    private long boundary(Segment open) {
        long begun = (open.start() + target / 4) / target;
        return (begun + 1) * target;
    }
}
