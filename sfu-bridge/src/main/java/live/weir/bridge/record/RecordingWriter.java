package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.ProgramTrack;
import live.weir.bridge.record.RecordingIndex.Piece;
import live.weir.bridge.record.RecordingIndex.Still;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a program down as it is made: for each run and track one file to which parts are appended, and an index.
 *
 * <p>Calls return at once. What waits for the disk is bounded: beyond that parts are left out and counted, and the recording has
 * a gap. A disk that is full or gone is tried again with each part that comes, so that a recording goes on when it is back.
 *
 * <p>Where a recording lies there already (of the same broadcast, on this node), it is continued.
 */
public final class RecordingWriter implements ProgramSink {

    private static final Logger log = LoggerFactory.getLogger(RecordingWriter.class);
    private static final int LARGEST_PICTURE = 4 << 20;

    private final Path folder;
    private final Executor threads;
    private final long spool;
    private final IntSupplier numbering;
    private final BooleanSupplier room;
    private final Runnable ended;
    private final LongAdder leftOut = new LongAdder();

    // Guarded by this.
    private final Deque<Step> steps = new ArrayDeque<>();
    private long waiting;
    private boolean working;
    private List<ProgramTrack> tracks = List.of();

    // Touched by the one thread that works at a time.
    private final Map<String, FileChannel> files = new HashMap<>();
    private @Nullable FileChannel index;
    private int run = -1;
    /** How far the run's pictures have come, in its microseconds. */
    private long newest;

    private final Set<String> shows = new HashSet<>();
    private @Nullable FileChannel stills;
    private boolean failing;

    /** Something to write. */
    private interface Step {

        void take() throws IOException;

        default long bytes() {
            return 0;
        }

        default void letGo() {}
    }

    /**
     * @param spool bytes that may wait for the disk
     * @param ended called when all is written
     */
    public RecordingWriter(Path folder, Executor threads, long spool, Runnable ended) {
        this(folder, threads, spool, () -> 0, () -> true, ended);
    }

    /**
     * @param spool bytes that may wait for the disk
     * @param numbering the least number that a run may have; numbers only grow. Where one recording is written in several
     *     places, one after another, it keeps their runs apart
     * @param room whether parts may be written; while not, they are left out and counted
     * @param ended called when all is written
     */
    public RecordingWriter(
            Path folder, Executor threads, long spool, IntSupplier numbering, BooleanSupplier room, Runnable ended) {
        this.folder = folder;
        this.threads = threads;
        this.spool = spool;
        this.numbering = numbering;
        this.room = room;
        this.ended = ended;
    }

    /** Parts that the recording lacks. */
    public long leftOut() {
        return leftOut.sum();
    }

    /** Bytes that wait for the disk. */
    public synchronized long waiting() {
        return waiting;
    }

    @Override
    public void begin(ProgramFormat format) {
        synchronized (this) {
            tracks = format.tracks();
        }
        enqueue(() -> beginRun(format));
    }

    @Override
    public void chunk(ProgramChunk chunk) {
        String track;
        synchronized (this) {
            track = chunk.track() < tracks.size() ? tracks.get(chunk.track()).name() : null;
        }
        if (track == null || !room.getAsBoolean()) {
            chunk.bytes().release();
            leftOut.increment();
            return;
        }
        enqueue(new Step() {

            @Override
            public void take() throws IOException {
                append(track, chunk);
            }

            @Override
            public long bytes() {
                return chunk.bytes().readableBytes();
            }

            @Override
            public void letGo() {
                chunk.bytes().release();
            }
        });
    }

    @Override
    public void picture(ByteBuf jpeg) {
        if (jpeg.readableBytes() > LARGEST_PICTURE) {
            jpeg.release();
            return;
        }
        enqueue(new Step() {

            @Override
            public void take() throws IOException {
                writePicture(jpeg);
            }

            @Override
            public long bytes() {
                return jpeg.readableBytes();
            }

            @Override
            public void letGo() {
                jpeg.release();
            }
        });
    }

    @Override
    public void end() {
        enqueue(this::close);
    }

    private void enqueue(Step step) {
        synchronized (this) {
            if (step.bytes() > 0 && waiting + step.bytes() > spool) {
                leftOut.increment();
                step.letGo();
                return;
            }
            steps.add(step);
            waiting += step.bytes();
            if (working) {
                return;
            }
            working = true;
        }
        work();
    }

    private void work() {
        try {
            threads.execute(this::takeAll);
        } catch (RejectedExecutionException busy) {
            synchronized (this) {
                working = false; // the next step tries again
            }
        }
    }

    private void takeAll() {
        for (Step step = next(); step != null; step = next()) {
            try {
                step.take();
                recovered();
            } catch (IOException full) {
                leftOut.increment();
                failed(full);
            } finally {
                step.letGo();
            }
        }
    }

    private synchronized @Nullable Step next() {
        Step step = steps.poll();
        if (step == null) {
            working = false;
        } else {
            waiting -= step.bytes();
        }
        return step;
    }

    private void failed(IOException error) {
        if (!failing) {
            log.warn("A recording cannot be written to {}, and is tried again: {}", folder, error.toString());
        }
        failing = true;
    }

    private void recovered() {
        if (failing) {
            log.info("The recording in {} goes on", folder);
        }
        failing = false;
    }

    private void beginRun(ProgramFormat format) throws IOException {
        closeFiles();
        int least = numbering.getAsInt(); // before anything of the run is on the disk
        FileChannel lines = openIndex();
        run = Math.max(run + 1, least);
        newest = 0;
        shows.clear();
        write(lines, RecordingIndex.line(run, format.origin()));
        for (ProgramTrack track : format.tracks()) {
            FileChannel file = FileChannel.open(
                    folder.resolve(RecordingIndex.file(run, track.name())),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            files.put(track.name(), file);
            if (track.kind() == ProgramTrack.Kind.VIDEO) {
                shows.add(track.name());
            }
            ByteBuf header = track.initialisation().duplicate();
            int length = header.readableBytes();
            header.readBytes(file, length);
            write(lines, RecordingIndex.line(run, track, length));
        }
    }

    private FileChannel openIndex() throws IOException {
        FileChannel open = index;
        if (open == null) {
            Files.createDirectories(folder);
            Path path = folder.resolve(RecordingIndex.FILE);
            if (run < 0 && Files.exists(path)) {
                run = RecordingIndex.newestRun(folder);
            }
            if (Files.exists(path)) {
                RecordingIndex.mend(path);
            }
            open = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            index = open;
        }
        return open;
    }

    private void append(String track, ProgramChunk chunk) throws IOException {
        FileChannel file = files.get(track);
        if (file == null) {
            throw new IOException("The run's header could not be written");
        }
        long offset = append(file, chunk.bytes());
        int length = chunk.bytes().readableBytes();
        if (shows.contains(track)) {
            newest = Math.max(newest, chunk.start() + chunk.duration());
        }
        write(
                openIndex(),
                RecordingIndex.line(
                        run, track, new Piece(chunk.start(), chunk.duration(), chunk.independent(), offset, length)));
    }

    /** Beside one another in one file, for the sprites. */
    private void appendStill(ByteBuf jpeg) throws IOException {
        FileChannel file = stills;
        if (file == null) {
            file = FileChannel.open(
                    folder.resolve(RecordingIndex.stills(run)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            stills = file;
        }
        long offset = append(file, jpeg);
        write(openIndex(), RecordingIndex.line(run, new Still(newest, offset, jpeg.readableBytes())));
    }

    /** All of it or nothing; where it begins. */
    private static long append(FileChannel file, ByteBuf content) throws IOException {
        long offset = file.position();
        try {
            ByteBuf bytes = content.duplicate();
            while (bytes.isReadable()) {
                bytes.readBytes(file, bytes.readableBytes());
            }
        } catch (IOException full) {
            file.truncate(offset).position(offset);
            throw full;
        }
        return offset;
    }

    private static void write(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void writePicture(ByteBuf jpeg) throws IOException {
        Files.createDirectories(folder);
        Path next = folder.resolve("picture.next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuf bytes = jpeg.duplicate();
            bytes.readBytes(channel, bytes.readableBytes());
        }
        Files.move(next, folder.resolve("picture.jpg"), StandardCopyOption.REPLACE_EXISTING);
        if (!files.isEmpty()) {
            appendStill(jpeg);
        }
    }

    private void closeFiles() throws IOException {
        for (FileChannel file : files.values()) {
            file.close();
        }
        files.clear();
        if (stills != null) {
            stills.close();
            stills = null;
        }
    }

    private void close() throws IOException {
        try {
            closeFiles();
            if (index != null) {
                index.close();
                index = null;
            }
        } finally {
            ended.run();
        }
    }
}
