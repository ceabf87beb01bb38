package live.weir.bridge.ingest;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A stretch of bad network for one UDP client: some packets get lost, both ways. */
public final class LossyRelay implements AutoCloseable {

    private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final SocketAddress server;
    private volatile int percent;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile @Nullable SocketAddress client;

    /** @param percent of packets that do not arrive */
    public LossyRelay(int serverPort, int percent) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        this.percent = percent;
        start(front, new Random(1), true);
        start(back, new Random(2), false);
    }

    public int port() {
        return front.getLocalPort();
    }

    /** From now on all arrive. */
    public void heal() {
        percent = 0;
    }

    /** Packets that did not arrive. */
    public int lost() {
        return lost.get();
    }

    private void start(DatagramSocket in, Random random, boolean forth) {
        Thread thread = new Thread(() -> carry(in, random, forth), "lossy-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void carry(DatagramSocket in, Random random, boolean forth) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                packet.setLength(2048);
                in.receive(packet);
                if (forth) {
                    client = packet.getSocketAddress();
                }
                SocketAddress to = forth ? server : client;
                if (random.nextInt(100) < percent) {
                    lost.incrementAndGet();
                } else if (to != null) {
                    packet.setSocketAddress(to);
                    (forth ? back : front).send(packet);
                }
            }
        } catch (IOException closed) {
            // The end.
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
