package live.weir.bridge.peer;

import java.io.Closeable;
import java.net.InetSocketAddress;

/** Carries whole packets to the server; what comes back goes to whom it was opened with. */
interface PeerWire extends Closeable {

    void send(byte[] packet);

    InetSocketAddress localAddress();

    @Override
    void close();
}
