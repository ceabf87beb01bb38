package live.weir.platform.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The least of a load balancer: connections go to the nodes by turns, and never to one that does not listen. */
final class Relay implements AutoCloseable {

    private final ServerSocket front;
    private final List<Integer> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Relay(List<Integer> nodes) {
        this.nodes = nodes;
        try {
            front = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads.execute(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket client = front.accept();
                threads.execute(() -> join(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket node = connect()) {
            threads.execute(() -> copy(node, client));
            copy(client, node);
        } catch (IOException nobody) {
            System.err.println("The relay found no node: " + nobody.getMessage());
        }
    }

    private Socket connect() throws IOException {
        IOException last = new IOException("There is no node");
        for (int i = 0; i < nodes.size(); i++) {
            int port = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException away) {
                socket.close();
                last = away;
            }
        }
        throw last;
    }

    /** Until one side ends; then both do. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16 << 10];
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                out.write(bytes, 0, length);
            }
        } catch (IOException ended) {
            return; // with the socket, which the other side sees
        }
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads.shutdownNow();
    }
}
