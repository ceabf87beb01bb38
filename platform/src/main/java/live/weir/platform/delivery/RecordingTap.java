package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a recording, and lets through what shall be recorded: what the host says, and before a word of it what the
 * channel's owner chose. Whenever it opens, the writer gets the run's format, and then each track from its next keyframe.
 */
final class RecordingTap implements ProgramSink {

    private final ProgramSink writer;
    private final Consumer<Boolean> turned;
    private final Set<Integer> begun = new HashSet<>();
    private @Nullable ProgramFormat format;
    private @Nullable Boolean choice;
    private @Nullable Boolean wish;
    private boolean open;
    private boolean used;
    private boolean over;
    private volatile boolean left;
    private volatile Runnable listener = () -> {};

    /** @param turned told each time that recording begins (true) or pauses, on any thread */
    RecordingTap(ProgramSink writer, Consumer<Boolean> turned) {
        this.writer = writer;
        this.turned = turned;
    }

    /** What the channel's owner chose. */
    void choose(boolean record) {
        turn(() -> choice = record);
    }

    /** What the host wants; null leaves it to the channel's owner. */
    void wish(@Nullable Boolean record) {
        turn(() -> wish = record);
    }

    /** Nothing is recorded, whoever wants it. */
    synchronized void forbid() {
        over = true;
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Called after each turn, on any thread. */
    void onTurn(Runnable newest) {
        listener = newest;
    }

    private void turn(Runnable change) {
        boolean now;
        synchronized (this) {
            change.run();
            Boolean said = wish != null ? wish : choice;
            now = said != null && said && !over;
            if (now == open) {
                return;
            }
            open = now;
            begun.clear();
            used |= now;
            if (now && format != null) {
                writer.begin(format);
            }
        }
        turned.accept(now);
        listener.run();
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
        if (open && (begun.contains(chunk.track()) || (chunk.independent() && begun.add(chunk.track())))) {
            writer.chunk(chunk);
        } else {
            chunk.bytes().release();
        }
    }

    @Override
    public synchronized void picture(ByteBuf jpeg) {
        if (open) {
            writer.picture(jpeg);
        } else {
            jpeg.release();
        }
    }

    /** The broadcast goes on elsewhere, if it does. */
    void leave() {
        left = true;
        end();
    }

    boolean hasLeft() {
        return left;
    }

    @Override
    public synchronized void end() {
        if (used && !over) {
            writer.end();
        }
        open = false;
        over = true;
    }
}
