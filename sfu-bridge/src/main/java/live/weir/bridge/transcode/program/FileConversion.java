package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.transcode.ChildJvm;
import live.weir.bridge.transcode.ChildListener;
import live.weir.bridge.transcode.ChildProgram;
import live.weir.bridge.transcode.ConversionOutcome;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.ConversionSink;
import live.weir.bridge.transcode.MovieFault;
import live.weir.bridge.transcode.wire.FormatWords;
import live.weir.bridge.transcode.wire.FrameReader;
import live.weir.bridge.transcode.wire.MovieOrder;
import live.weir.bridge.transcode.wire.Words;
import live.weir.bridge.transcode.worker.MovieWorker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is made a program by a child of its own, in the background. One thread reads what the child says and hands it to
 * the sink, waiting for that where it must; another watches that there is progress, and an end.
 *
 * <pre>
 *  file ──▶ child: demux, decode, scale, encode ══ socket ══▶ this thread ──▶ sink (waits for room)
 * </pre>
 */
public final class FileConversion implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FileConversion.class);
    private static final int HEAP_MEGABYTES = 96;
    private static final int CHUNK_HEAD = 18;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final long LOOK_EVERY = 250;

    /** A machine full of live programs leaves a child that yields to them little, but something. */
    private static final long STALLED = TimeUnit.MINUTES.toNanos(2);

    private static final long AT_LEAST = TimeUnit.MINUTES.toMillis(10);
    private static final int TIMES_ITS_LENGTH = 30;

    private final ConversionPlan plan;
    private final ConversionSink sink;
    private final CompletableFuture<ConversionOutcome> outcome = new CompletableFuture<>();
    private final AtomicReference<@Nullable ConversionOutcome> verdict = new AtomicReference<>();
    private final Thread thread;
    private final Thread watch;
    private final long since = System.nanoTime();
    private volatile @Nullable ChildJvm child;
    private volatile @Nullable SocketChannel socket;
    private volatile long heard = System.nanoTime();
    private volatile boolean waiting;
    private volatile int thousandths;
    private volatile long lengthMillis;
    private long[] ends = {};
    private @Nullable ProgramFormat format;

    private FileConversion(ConversionPlan plan, ConversionSink sink) {
        this.plan = plan;
        this.sink = sink;
        this.thread = thread("weir-conversion-" + plan.id(), this::live);
        this.watch = thread("weir-conversion-" + plan.id() + "-watch", this::watch);
    }

    /** Returns at once. */
    public static FileConversion start(ConversionPlan plan, ConversionSink sink) {
        FileConversion conversion = new FileConversion(plan, sink);
        conversion.thread.start();
        conversion.watch.start();
        return conversion;
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Completes, never with a failure, after the sink's end, when the child is gone. */
    public CompletionStage<ConversionOutcome> outcome() {
        return outcome;
    }

    /** How much is done, from 0 to 1. */
    public double progress() {
        return thousandths / 1000.0;
    }

    /** Of the child; -1 while there is none. */
    public long pid() {
        ChildJvm running = child;
        return running == null ? -1 : running.pid();
    }

    /** It is not wanted any more. Does not wait. */
    @Override
    public void close() {
        giveUp(MovieFault.CANCELLED, "it was cancelled");
    }

    private void giveUp(MovieFault fault, String detail) {
        verdict.compareAndSet(null, new ConversionOutcome(fault, detail));
        ChildJvm running = child;
        if (running != null) {
            running.kill();
        }
        thread.interrupt();
    }

    private void live() {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("weir-");
            meet(folder.resolve("s"));
            read();
            conclude(MovieFault.LOST, "the child ended");
        } catch (IOException broken) {
            conclude(MovieFault.LOST, String.valueOf(broken.getMessage()));
        } catch (InterruptedException hurried) {
            conclude(MovieFault.CANCELLED, "it was let go");
        } catch (RuntimeException failure) {
            log.error("The conversion {} failed", plan.id(), failure);
            conclude(MovieFault.LOST, failure.toString());
        } finally {
            leave(folder);
        }
    }

    /** The first verdict counts. */
    private void conclude(@Nullable MovieFault fault, String detail) {
        verdict.compareAndSet(null, new ConversionOutcome(fault, detail));
    }

    private void leave(@Nullable Path folder) {
        boolean hurried = Thread.interrupted(); // what follows is to be done all the same
        ChildJvm last = child;
        if (last != null) {
            last.stop(PATIENCE);
        }
        Worker.close(socket);
        Worker.forget(folder);
        watch.interrupt();
        try {
            sink.end();
        } catch (RuntimeException failure) {
            log.error("The taker of conversion {} failed", plan.id(), failure);
        }
        ConversionOutcome said = verdict.get();
        outcome.complete(said == null ? new ConversionOutcome(MovieFault.LOST, "it ended") : said);
        if (hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void meet(Path path) throws IOException, InterruptedException {
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(path));
            ChildJvm started = ChildJvm.start(program(path), new Complaints());
            child = started;
            started.onExit(() -> Worker.close(door));
            if (verdict.get() != null) {
                started.kill(); // it was given up before there was anything to kill
            }
            socket = door.accept();
        }
    }

    private ChildProgram program(Path path) {
        return new ChildProgram(
                "conversion",
                MovieWorker.class,
                List.of(),
                Map.of("java.awt.headless", "true"),
                new MovieOrder(path, plan).lines(),
                HEAP_MEGABYTES,
                plan.natives(),
                true);
    }

    private void read() throws IOException, InterruptedException {
        SocketChannel channel = socket;
        if (channel == null) {
            return;
        }
        FrameReader reader = new FrameReader(channel);
        for (FrameReader.Head head = reader.head(); head != null && verdict.get() == null; head = reader.head()) {
            heard = System.nanoTime();
            int length = head.length();
            switch (head.kind()) {
                case CHUNK -> chunk(reader, length);
                case JPEG -> picture(Worker.bytes(reader, length));
                case FORMAT -> begin(Words.read(reader.body(length), FormatWords::read));
                case PROGRESS -> Words.read(reader.body(length), this::progressed);
                case REFUSED -> Words.read(reader.body(length), this::refused);
                case DONE -> conclude(null, "");
                default -> throw new IOException(head.kind() + " is not for a node");
            }
        }
    }

    private Boolean progressed(ByteBuffer body) {
        thousandths = Math.max(thousandths, Math.min(1000, Words.u16(body)));
        lengthMillis = Math.max(0, body.getLong());
        return true;
    }

    private Boolean refused(ByteBuffer body) {
        MovieFault fault = MovieFault.valueOf(Words.text(body));
        conclude(fault, Words.text(body));
        return true;
    }

    private void begin(FormatWords.Format words) throws IOException {
        if (format != null) {
            throw new IOException("A file is one run");
        }
        ProgramFormat begun = Delivery.read(words);
        format = begun;
        ends = new long[begun.tracks().size()];
        sink.begin(begun);
    }

    private void picture(ByteBuf jpeg) throws IOException {
        if (format == null) {
            jpeg.release();
            throw new IOException("A picture came before the format");
        }
        sink.picture(jpeg);
    }

    private void chunk(FrameReader reader, int length) throws IOException, InterruptedException {
        if (length <= CHUNK_HEAD) {
            throw new IOException("A chunk has " + length + " bytes");
        }
        ByteBuffer head = reader.body(CHUNK_HEAD);
        int track = Words.u8(head);
        boolean independent = Words.flag(head);
        long start = head.getLong();
        long duration = head.getLong();
        ByteBuf bytes = Worker.bytes(reader, length - CHUNK_HEAD);
        if (track >= ends.length || start != ends[track] || duration <= 0) {
            bytes.release();
            throw new IOException("A chunk does not follow the one before it");
        }
        ends[track] = start + duration;
        boolean taken = false;
        try {
            taken = hasRoom();
        } finally {
            if (!taken) {
                bytes.release();
            }
        }
        if (taken) {
            sink.chunk(new ProgramChunk(track, start, duration, independent, bytes));
        } else {
            conclude(MovieFault.NO_ROOM, "what was made of it found no room");
        }
    }

    private boolean hasRoom() throws InterruptedException {
        waiting = true;
        try {
            return sink.awaitRoom();
        } finally {
            heard = System.nanoTime();
            waiting = false;
        }
    }

    private void watch() {
        try {
            while (!outcome.isDone()) {
                Thread.sleep(LOOK_EVERY);
                long now = System.nanoTime();
                long limit = Math.max(AT_LEAST, TIMES_ITS_LENGTH * lengthMillis);
                if (!waiting && now - heard > STALLED) {
                    giveUp(MovieFault.STALLED, "nothing came for " + TimeUnit.NANOSECONDS.toSeconds(STALLED) + " s");
                } else if (TimeUnit.NANOSECONDS.toMillis(now - since) > limit) {
                    giveUp(MovieFault.TOO_SLOW, "it was not done after " + limit / 1000 + " s");
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt(); // there is nothing to watch any more
        }
    }

    private static final class Complaints implements ChildListener {

        @Override
        public void complained(String line) {
            log.info("conversion: {}", line);
        }
    }
}
