package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/** A way to a peer that an authenticated check came by. Belongs to the peer's event loop. */
final class Path {

    private final Outlet outlet;
    private final InetSocketAddress remote;
    private long lastCheck;

    Path(Outlet outlet, InetSocketAddress remote) {
        this.outlet = outlet;
        this.remote = remote;
    }

    boolean is(Outlet other, InetSocketAddress from) {
        return outlet == other && remote.equals(from);
    }

    Outlet outlet() {
        return outlet;
    }

    InetSocketAddress remote() {
        return remote;
    }

    void checked(long now) {
        lastCheck = now;
    }

    long lastCheck() {
        return lastCheck;
    }

    void send(byte[] packet, int length) {
        ByteBuf buffer = outlet.start(length);
        buffer.writeBytes(packet, 0, length);
        outlet.write(buffer, remote);
    }

    void forget(Peer peer) {
        outlet.forget(remote, peer);
    }
}
