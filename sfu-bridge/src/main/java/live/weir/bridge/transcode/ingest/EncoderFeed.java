package live.weir.bridge.transcode.ingest;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import live.weir.bridge.transcode.ChildExit;
import live.weir.bridge.transcode.ChildKeeper;
import live.weir.bridge.transcode.ChildListener;
import live.weir.bridge.transcode.ChildProgram;
import live.weir.bridge.transcode.ChildState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one encoder sends, on its way to a child that publishes it. Putting in and closing never wait. A thread of its own meets the
 * children, one after another, and writes to them.
 */
public final class EncoderFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EncoderFeed.class);
    private static final int HEAP_MEGABYTES = 48;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STANDS_STILL_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** On a machine that has much to do a JVM takes its time. */
    private static final long STARTS_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final IngestHouse house;
    private final FeedListener listener;
    private final Path folder;
    private final ServerSocketChannel door;
    private final @Nullable TagQueue tags;
    private final @Nullable TransportQueue transport;
    private final FeedQueue queue;
    private final ChildKeeper keeper;
    private final Thread writing;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean remakes = new AtomicBoolean();
    private volatile long progress = System.nanoTime();
    private volatile boolean met;
    private volatile long lastMedia;
    private volatile long flowsSince;
    private volatile long pulse;
    private volatile boolean publishes;

    EncoderFeed(IngestHouse house, FeedOrders orders, Path natives, FeedListener listener) throws IOException {
        this.house = house;
        this.listener = listener;
        if (orders.form() == MediaForm.MPEG_TS) {
            this.transport = new TransportQueue(house.bytesDropped(), System::currentTimeMillis);
            this.tags = null;
            this.queue = transport;
        } else {
            this.tags = new TagQueue(house.dropped());
            this.transport = null;
            this.queue = tags;
        }
        this.folder = Files.createTempDirectory("weir-");
        Path socket = folder.resolve("s");
        this.door = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        this.writing = new Thread(this::write, "weir-ingest");
        writing.setDaemon(true);
        writing.start();
        this.keeper = ChildKeeper.start(
                new ChildProgram(
                        "ingest",
                        IngestWorker.class,
                        List.of(),
                        Map.of("java.awt.headless", "true"),
                        orders.lines(socket),
                        HEAP_MEGABYTES,
                        natives),
                new Ears());
    }

    /**
     * For what is ordered as FLV.
     *
     * @param flv lent
     */
    public void video(long millis, ByteBuf flv) {
        flow();
        Objects.requireNonNull(tags).put(FlvTag.picture(millis, flv));
    }

    /**
     * For what is ordered as FLV.
     *
     * @param flv lent
     */
    public void audio(long millis, ByteBuf flv) {
        flow();
        Objects.requireNonNull(tags).put(FlvTag.sound(millis, flv));
    }

    /**
     * For what is ordered as MPEG-TS.
     *
     * @param bytes lent
     */
    public void transport(ByteBuf bytes) {
        flow();
        Objects.requireNonNull(transport).put(bytes);
    }

    private void flow() {
        long now = System.nanoTime();
        if (now - lastMedia > PAUSE_NANOS) {
            flowsSince = now;
        }
        lastMedia = now;
    }

    /** The process that publishes just now. */
    public OptionalLong pid() {
        return keeper.pid();
    }

    private void write() {
        while (!closed.get()) {
            met = false;
            try (SocketChannel child = door.accept()) {
                queue.begin();
                progress = System.nanoTime();
                met = true;
                for (ByteBuffer next = queue.take(); next != null; next = queue.take()) {
                    while (next.hasRemaining()) {
                        child.write(next);
                    }
                    progress = System.nanoTime();
                }
            } catch (IOException gone) {
                log.debug("A child does not hear: {}", gone.getMessage());
            } catch (InterruptedException unexpected) {
                return;
            }
        }
    }

    /** Now and then, by the house: one that stands still is killed, and another follows. */
    void watch() {
        long now = System.nanoTime();
        if (queue.isEmpty() && met) {
            progress = now;
        }
        if (now - progress > (met ? STANDS_STILL_NANOS : STARTS_NANOS) || isSilent(now)) {
            progress = now;
            publishes = false;
            keeper.pid().ifPresent(pid -> {
                log.warn("An encoder's worker stands still; killing it");
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            });
        }
    }

    /** The socket takes a lot before it is full; so a worker that publishes says so, as long as there is something to publish. */
    private boolean isSilent(long now) {
        return publishes && now - lastMedia < PAUSE_NANOS && now - Math.max(pulse, flowsSince) > STANDS_STILL_NANOS;
    }

    /** The session on the stage ends with it. Does not wait. May be repeated. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            queue.close();
            Thread closing = new Thread(this::end, "weir-ingest-end");
            closing.setDaemon(true);
            closing.start();
        }
    }

    private void end() {
        try {
            keeper.close();
            door.close();
            Files.deleteIfExists(folder.resolve("s"));
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            log.debug("{} stays behind", folder, stays);
        } finally {
            house.left(this, remakes.get());
            ended.countDown();
        }
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    private final class Ears implements ChildListener {

        @Override
        public void said(String line) {
            IngestStatus.read(line)
                    .ifPresentOrElse(
                            status -> {
                                if (!closed.get()) {
                                    hear(status);
                                }
                            },
                            () -> listener.complained(line));
        }

        private void hear(IngestStatus status) {
            switch (status.word()) {
                case PULSE -> pulse = System.nanoTime();
                case ON_AIR -> {
                    pulse = System.nanoTime();
                    publishes = true;
                    queue.isOnAir();
                    listener.onAir(status.sentence());
                }
                case REMAKES -> remake(status.sentence());
                case LOST -> listener.offAir(status.sentence());
                case REFUSED -> listener.refused(status.sentence());
            }
        }

        private void remake(String why) {
            if (remakes.compareAndSet(false, true) && !house.mayRemake()) {
                remakes.set(false);
                listener.refused("Pictures would have to be encoded anew (" + why
                        + "), and there is no room for that: send H.264 without B-frames.");
            }
        }

        @Override
        public void complained(String line) {
            listener.complained(line);
        }

        @Override
        public void entered(ChildState state) {
            if (state == ChildState.RUNNING) {
                progress = System.nanoTime();
            }
        }

        @Override
        public void left(ChildExit exit) {
            publishes = false;
            if (!closed.get()) {
                house.countLoss();
                listener.offAir("its process ended (status " + exit.status() + ")");
            }
        }
    }
}
