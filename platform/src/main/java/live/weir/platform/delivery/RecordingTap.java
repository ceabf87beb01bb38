package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a recording until it is known whether there is to be one.
 *
 * <pre>
 * UNDECIDED ──yes──▶ the writer: the run's format, then each track from its next keyframe
 *     └────no──▶ nothing
 * </pre>
 */
final class RecordingTap implements ProgramSink {

    private final ProgramSink writer;
    private final Set<Integer> begun = new HashSet<>();
    private @Nullable ProgramFormat format;
    private boolean open;
    private boolean over;

    RecordingTap(ProgramSink writer) {
        this.writer = writer;
    }

    synchronized void decide(boolean record) {
        if (!record || over) {
            over = true;
            return;
        }
        open = true;
        if (format != null) {
            writer.begin(format);
        }
    }

    @Override
    public synchronized void begin(ProgramFormat next) {
        format = next;
        begun.clear();
        if (open) {
            writer.begin(next);
        }
    }

    @Override
    public synchronized void chunk(ProgramChunk chunk) {
        if (open && !over && (begun.contains(chunk.track()) || (chunk.independent() && begun.add(chunk.track())))) {
            writer.chunk(chunk);
        } else {
            chunk.bytes().release();
        }
    }

    @Override
    public synchronized void picture(ByteBuf jpeg) {
        if (open && !over) {
            writer.picture(jpeg);
        } else {
            jpeg.release();
        }
    }

    @Override
    public synchronized void end() {
        if (open && !over) {
            writer.end();
        }
        over = true;
    }
}
