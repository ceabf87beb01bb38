package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.transcode.wire.FormatWords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From whichever worker is the current one to the sink, one call after another: what a former one still says is dropped.
 * Checks what it says: chunks of a track follow each other without a gap.
 */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final ProgramSink sink;
    private @Nullable Worker current;
    private @Nullable ProgramFormat format;
    private long[] ends = {};
    private long[] arrivals = {};
    private long chunks;
    private boolean over;

    Delivery(ProgramSink sink) {
        this.sink = sink;
    }

    synchronized void from(@Nullable Worker worker) {
        current = worker;
        format = null;
        ends = new long[0];
    }

    /** Null if it is a former worker's. */
    synchronized @Nullable ProgramFormat begin(Worker worker, FormatWords.Format words) throws IOException {
        if (worker != current || over) {
            return null;
        }
        ProgramFormat begun = read(words);
        format = begun;
        ends = new long[begun.tracks().size()];
        arrivals = new long[ends.length];
        Arrays.fill(arrivals, System.nanoTime());
        safely(() -> sink.begin(begun));
        return begun;
    }

    static ProgramFormat read(FormatWords.Format words) throws IOException {
        try {
            List<ProgramTrack> tracks = new ArrayList<>();
            for (FormatWords.Track track : words.tracks()) {
                tracks.add(new ProgramTrack(
                        track.name,
                        track.sound ? ProgramTrack.Kind.AUDIO : ProgramTrack.Kind.VIDEO,
                        track.codecs,
                        track.width,
                        track.height,
                        track.frameRate,
                        track.bitrate,
                        track.channels,
                        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(track.initialisation()))));
            }
            return new ProgramFormat(Instant.EPOCH.plus(words.originMicros(), ChronoUnit.MICROS), tracks);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("A format makes no sense: " + wrong.getMessage(), wrong);
        }
    }

    synchronized void chunk(Worker worker, int track, boolean independent, long start, long duration, ByteBuf bytes)
            throws IOException {
        if (worker != current || over) {
            bytes.release();
            return;
        }
        if (track >= ends.length || start != ends[track] || duration <= 0) {
            bytes.release();
            throw new IOException("A chunk does not follow the one before it");
        }
        ends[track] = start + duration;
        arrivals[track] = System.nanoTime();
        chunks++;
        ProgramChunk chunk = new ProgramChunk(track, start, duration, independent, bytes);
        safely(() -> sink.chunk(chunk));
    }

    synchronized void picture(Worker worker, ByteBuf jpeg) {
        if (worker != current || over) {
            jpeg.release();
        } else {
            safely(() -> sink.picture(jpeg));
        }
    }

    synchronized void end() {
        if (!over) {
            over = true;
            safely(sink::end);
        }
    }

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            log.error("A taker of a program failed", failure);
        }
    }

    /** Names of the tracks whose last chunk, or whose run's begin, is longer ago. */
    synchronized List<String> late(long now, long limit) {
        List<String> late = new ArrayList<>();
        ProgramFormat running = format;
        for (int track = 0; running != null && track < ends.length; track++) {
            if (now - arrivals[track] > limit) {
                late.add(running.tracks().get(track).name());
            }
        }
        return late;
    }

    synchronized boolean hasFormat() {
        return format != null;
    }

    synchronized boolean hasChunks() {
        return Arrays.stream(ends).anyMatch(end -> end > 0);
    }

    synchronized List<String> rungs() {
        ProgramFormat running = format;
        return running == null
                ? List.of()
                : running.tracks().stream().map(ProgramTrack::name).toList();
    }

    synchronized long chunks() {
        return chunks;
    }
}
