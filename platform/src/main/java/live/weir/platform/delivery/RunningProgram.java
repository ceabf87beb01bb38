package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import live.weir.bridge.hls.Packager;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import org.jspecify.annotations.Nullable;

/**
 * A program on air on this node.
 *
 * <pre>
 * ON_AIR ──end──▶ ENDED ──lingered──▶ closed
 *    └──abandon──▶ ABANDONED ──▶ closed at the next tick
 * </pre>
 */
final class RunningProgram implements OpenProgram {

    private static final Duration WATCHED = Duration.ofMinutes(1);

    private enum State {
        ON_AIR,
        ENDED,
        ABANDONED
    }

    /** Makes programs. */
    interface Studio {
        RunningProgram open(Programs.Broadcast broadcast);
    }

    private final Programs.Broadcast broadcast;
    private final Packager packager;
    private final RecordingTap recording;
    private final Duration linger;
    private volatile State state = State.ON_AIR;
    private volatile long since = System.nanoTime();

    RunningProgram(Programs.Broadcast broadcast, Packager packager, RecordingTap recording, Duration linger) {
        this.broadcast = broadcast;
        this.packager = packager;
        this.recording = recording;
        this.linger = linger;
    }

    Programs.Broadcast broadcast() {
        return broadcast;
    }

    Packager packager() {
        return packager;
    }

    @Override
    public void begin(ProgramFormat format) {
        packager.begin(format);
        recording.begin(format);
    }

    @Override
    public void chunk(ProgramChunk chunk) {
        recording.chunk(new ProgramChunk(
                chunk.track(),
                chunk.start(),
                chunk.duration(),
                chunk.independent(),
                chunk.bytes().retainedDuplicate()));
        packager.chunk(chunk);
    }

    @Override
    public void picture(ByteBuf jpeg) {
        recording.picture(jpeg.retainedDuplicate());
        packager.picture(jpeg);
    }

    @Override
    public void end() {
        if (move(State.ENDED)) {
            packager.end();
            recording.end();
        }
    }

    @Override
    public void record(@Nullable Boolean wish) {
        recording.wish(wish);
    }

    @Override
    public boolean isRecorded() {
        return recording.isOpen();
    }

    @Override
    public void onRecordingTurned(Runnable listener) {
        recording.onTurn(listener);
    }

    @Override
    public boolean isWatched() {
        return System.nanoTime() - packager.lastAsked() < WATCHED.toNanos();
    }

    @Override
    public void abandon() {
        if (move(State.ABANDONED)) {
            packager.close();
            recording.leave(); // what there is can be played; whoever goes on with the broadcast goes on with it
        }
    }

    /** False if it had left the air before. */
    private synchronized boolean move(State next) {
        if (state != State.ON_AIR) {
            return false;
        }
        state = next;
        since = System.nanoTime();
        return true;
    }

    void tick() {
        packager.tick();
    }

    /** Whether nobody is served from it any more. */
    boolean isOver() {
        return switch (state) {
            case ON_AIR -> false;
            case ENDED -> System.nanoTime() - since > linger.toNanos();
            case ABANDONED -> true;
        };
    }

    void close() {
        abandon();
        packager.close();
    }
}
