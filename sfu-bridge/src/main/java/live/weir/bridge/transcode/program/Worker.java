package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
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
import live.weir.bridge.transcode.ChildJvm;
import live.weir.bridge.transcode.ChildListener;
import live.weir.bridge.transcode.ChildProgram;
import live.weir.bridge.transcode.wire.FormatWords;
import live.weir.bridge.transcode.wire.FrameQueue;
import live.weir.bridge.transcode.wire.FrameReader;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.Words;
import live.weir.bridge.transcode.wire.WorkerVitals;
import live.weir.bridge.transcode.worker.ProgramWorker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child and its socket. One thread reads what it says, another writes what it is told; both end with it. It works for one
 * program, or is a spare that waits for one.
 */
final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final int HEAP_MEGABYTES = 64;
    /** About four seconds of four performers at 2 Mbit/s: a child that lags behind further gets less. */
    private static final long MOST_WAITING = 4L << 20;

    private static final int CHUNK_HEAD = 18;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final String name;
    private final Path natives;
    private final FrameQueue queue = new FrameQueue(MOST_WAITING);
    private final Thread reading;
    private volatile @Nullable ChildJvm child;
    private volatile @Nullable ServerSocketChannel door;
    private volatile @Nullable SocketChannel socket;
    private volatile @Nullable Ready ready;
    private volatile @Nullable String end;
    private volatile @Nullable WorkerListener listener;
    private volatile Runnable wakeUp = () -> {};

    /** What a child says of itself. */
    record Ready(long nanosPerMegapixel, String encoder) {}

    private Worker(String name, Path natives) {
        this.name = name;
        this.natives = natives;
        this.reading = thread("weir-worker-" + name, this::live);
    }

    /** Returns at once. */
    static Worker start(String name, Path natives) {
        Worker worker = new Worker(name, natives);
        worker.reading.start();
        return worker;
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Before {@link #tell}. */
    void workFor(WorkerListener program, Runnable wakeUp) {
        this.listener = program;
        this.wakeUp = wakeUp;
    }

    @Nullable
    Ready ready() {
        return ready;
    }

    /** Why it has ended, or null. */
    @Nullable
    String end() {
        return end;
    }

    long pid() {
        ChildJvm running = child;
        return running == null ? -1 : running.pid();
    }

    /** Media: false if there is no room. */
    boolean offer(ByteBuffer frame) {
        return queue.offer(frame);
    }

    boolean tell(ByteBuffer frame) {
        return queue.insist(frame);
    }

    private void live() {
        String why = "it ended";
        Path folder = null;
        try {
            folder = Files.createTempDirectory("weir-");
            meet(folder.resolve("s"));
            read();
        } catch (IOException broken) {
            why = String.valueOf(broken.getMessage());
        } catch (InterruptedException hurried) {
            why = "it was let go";
        } catch (RuntimeException failure) {
            log.error("The reading of {} failed", name, failure);
            why = "what it said could not be taken";
        } finally {
            forget(folder);
            end = why;
            queue.close();
            close(socket);
            wakeUp.run();
        }
    }

    /** Whatever is said later comes by the socket, which has no name any more when both have it. */
    private void meet(Path path) throws IOException, InterruptedException {
        try (ServerSocketChannel waiting = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door = waiting;
            waiting.bind(UnixDomainSocketAddress.of(path));
            ChildJvm started = ChildJvm.start(program(path), new Complaints());
            child = started;
            started.onExit(() -> close(waiting));
            SocketChannel met = waiting.accept();
            socket = met;
            started.onExit(queue::close);
            thread("weir-worker-" + name + "-out", () -> write(met)).start();
        }
    }

    private ChildProgram program(Path path) {
        return new ChildProgram(
                "program-" + name.toLowerCase(java.util.Locale.ROOT),
                ProgramWorker.class,
                List.of(),
                Map.of("java.awt.headless", "true"),
                List.of(path.toString()),
                HEAP_MEGABYTES,
                natives);
    }

    static void forget(@Nullable Path folder) {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve("s"));
                Files.deleteIfExists(folder);
            } catch (IOException stays) {
                log.debug("{} stays behind", folder, stays);
            }
        }
    }

    private void write(SocketChannel channel) {
        try {
            queue.writeTo(channel);
        } catch (IOException gone) {
            log.debug("{} does not hear: {}", name, gone.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
        }
    }

    private void read() throws IOException {
        SocketChannel channel = socket;
        if (channel == null) {
            return;
        }
        FrameReader reader = new FrameReader(channel);
        for (FrameReader.Head head = reader.head(); head != null; head = reader.head()) {
            if (head.kind() == Kind.CHUNK) {
                chunk(reader, head.length());
            } else if (head.kind() == Kind.JPEG) {
                hearing().picture(this, bytes(reader, head.length()));
            } else {
                Kind kind = head.kind();
                Words.read(reader.body(head.length()), body -> {
                    hear(kind, body);
                    return kind;
                });
            }
        }
    }

    private void hear(Kind kind, ByteBuffer body) throws IOException {
        switch (kind) {
            case READY -> {
                ready = new Ready(body.getLong(), Words.text(body));
                wakeUp.run();
            }
            case FORMAT -> hearing().format(this, FormatWords.read(body));
            case VITALS -> hearing().vitals(this, WorkerVitals.read(body));
            case KEYFRAME -> hearing().keyframeWanted(this, Words.u16(body));
            default -> throw new IOException(kind + " is not for a node");
        }
    }

    private WorkerListener hearing() throws IOException {
        WorkerListener program = listener;
        if (program == null) {
            throw new IOException("A child that works for nobody has nothing to say");
        }
        return program;
    }

    private void chunk(FrameReader reader, int length) throws IOException {
        if (length <= CHUNK_HEAD) {
            throw new IOException("A chunk has " + length + " bytes");
        }
        ByteBuffer head = reader.body(CHUNK_HEAD);
        int track = Words.u8(head);
        boolean independent = Words.flag(head);
        long start = head.getLong();
        long duration = head.getLong();
        ByteBuf bytes = bytes(reader, length - CHUNK_HEAD);
        hearing().chunk(this, track, independent, start, duration, bytes);
    }

    static ByteBuf bytes(FrameReader reader, int length) throws IOException {
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        try {
            reader.fill(bytes.internalNioBuffer(0, length));
            return bytes.writerIndex(length);
        } catch (IOException | RuntimeException failure) {
            bytes.release();
            throw failure;
        }
    }

    /** It is asked to end its chunks and leave; what it still says is heard. Waits for that, within the limit. */
    void finish(Duration limit) {
        tell(Words.of(Kind.END).frame());
        try {
            reading.join(limit.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its lifeline's end, SIGTERM, SIGKILL; waits a second and a half at most, so not on the program's thread. */
    void stop() {
        queue.close();
        close(door);
        ChildJvm running = child;
        if (running != null) {
            running.stop(PATIENCE);
        }
        close(socket);
        reading.interrupt();
    }

    /** The same, by a thread of its own; a child that was stopped hears nothing but SIGKILL. */
    void abandon(boolean isStopped) {
        ChildJvm running = child;
        if (isStopped && running != null) {
            running.kill();
        }
        thread("weir-worker-" + name + "-stop", this::stop).start();
    }

    static void close(java.nio.channels.@Nullable Channel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException gone) {
                log.debug("A socket was closed twice: {}", gone.getMessage());
            }
        }
    }

    private final class Complaints implements ChildListener {

        @Override
        public void complained(String line) {
            log.info("{}: {}", name, line);
        }
    }
}
