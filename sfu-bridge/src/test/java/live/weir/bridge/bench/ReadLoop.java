package live.weir.bridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread that reads the sockets of all clients. */
final class ReadLoop implements AutoCloseable {

    private final Selector selector;
    private final ConcurrentLinkedQueue<LoadPeer> newcomers = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private final Consumer<SelectionKey> reader = this::read;
    private final Thread thread = new Thread(this::run, "bench-reader");
    private volatile boolean closed;

    ReadLoop() {
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        thread.setDaemon(true);
        thread.start();
    }

    void add(LoadPeer peer) {
        newcomers.add(peer);
        selector.wakeup();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(reader);
                for (LoadPeer peer = newcomers.poll(); peer != null; peer = newcomers.poll()) {
                    peer.channel().register(selector, SelectionKey.OP_READ, peer);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read(SelectionKey key) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        LoadPeer peer = (LoadPeer) key.attachment();
        try {
            while (channel.read(buffer.clear()) > 0) {
                peer.receive(buffer.flip(), System.nanoTime());
            }
        } catch (PortUnreachableException gone) {
            key.cancel(); // its server was stopped before it
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            selector.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
