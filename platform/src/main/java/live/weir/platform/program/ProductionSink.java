package live.weir.platform.program;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.platform.delivery.OpenProgram;
import org.jspecify.annotations.Nullable;

/**
 * From the maker to the audience, across all makers that a broadcast needs: one that gives up ends its run, but not the
 * program. Makers call on their own threads, one after another; the farewell may come from another.
 */
final class ProductionSink implements ProgramSink {

    /** How a program leaves this node. */
    enum Farewell {
        /** The broadcast is over. */
        END,
        /** It goes on elsewhere. */
        ABANDON
    }

    /** What the audience can have by now, and what becomes of it. */
    interface News {
        void firstPart();

        void firstPicture();

        void recordingTurned();
    }

    private final Supplier<OpenProgram> door;
    private final News news;
    private final AtomicLong newestPart = new AtomicLong();
    private volatile @Nullable Farewell farewell;
    private @Nullable OpenProgram open;
    private @Nullable Boolean recordingWish;
    private boolean part;
    private boolean picture;
    private boolean over;

    /** @param door opens the program to its audience, once there is something to show */
    ProductionSink(Supplier<OpenProgram> door, News news) {
        this.door = door;
        this.news = news;
    }

    @Override
    public synchronized void begin(ProgramFormat format) {
        if (!over) {
            if (open == null) {
                OpenProgram audience = door.get();
                audience.onRecordingTurned(news::recordingTurned);
                audience.record(recordingWish);
                open = audience;
                if (audience.isRecorded()) { // it was known at once, before anybody listened
                    news.recordingTurned();
                }
            }
            open.begin(format);
        }
    }

    @Override
    public synchronized void chunk(ProgramChunk chunk) {
        OpenProgram audience = open;
        if (over || audience == null) {
            chunk.bytes().release();
            return;
        }
        audience.chunk(chunk);
        newestPart.set(System.nanoTime());
        if (!part) {
            part = true;
            news.firstPart();
        }
    }

    @Override
    public synchronized void picture(ByteBuf jpeg) {
        OpenProgram audience = open;
        if (over || audience == null) {
            jpeg.release();
            return;
        }
        audience.picture(jpeg);
        if (!picture) {
            picture = true;
            news.firstPicture();
        }
    }

    /** What the host says of the recording. */
    synchronized void record(@Nullable Boolean wish) {
        recordingWish = wish;
        if (open != null) {
            open.record(wish);
        }
    }

    synchronized boolean isRecorded() {
        return !over && open != null && open.isRecorded();
    }

    /** A maker's end: the program's only if it has been said so. */
    @Override
    public void end() {
        if (farewell != null) {
            leave();
        }
    }

    /** The maker shall end, and what it still has goes out before. */
    void sayFarewell(Farewell how) {
        farewell = how;
    }

    /** What comes after this is dropped. May be repeated. */
    synchronized void leave() {
        OpenProgram audience = open;
        if (over) {
            return;
        }
        over = true;
        if (audience != null && farewell == Farewell.END) {
            audience.end();
        } else if (audience != null) {
            audience.abandon();
        }
    }

    synchronized boolean isWatched() {
        return !over && open != null && open.isWatched();
    }

    /** Null before the first part. */
    @Nullable
    Duration partAge() {
        long newest = newestPart.get();
        return newest == 0 ? null : Duration.ofNanos(System.nanoTime() - newest);
    }
}
