package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where packets come in and go out: a UDP socket with many peers behind it, or a TCP connection with one. */
interface Outlet {

    /** A buffer for a packet of that length, with what the outlet needs before it already written. */
    ByteBuf start(int length);

    /** Takes the packet. It leaves with the next {@link #flush()}, or is dropped and counted where there is no room. */
    void write(ByteBuf packet, InetSocketAddress remote);

    void flush();

    /** The same way out for a peer that another event loop owns. */
    Outlet on(PortLoop loop);

    /** Whose media and DTLS come from there: null unless an authenticated check came before. */
    @Nullable
    Peer peerAt(InetSocketAddress remote);

    /** From now on what comes from there is the peer's. False if it is another's for good. */
    boolean lead(InetSocketAddress remote, Peer peer);

    void forget(InetSocketAddress remote, Peer peer);

    /** What just came from there proved nothing. */
    void unproven(InetSocketAddress remote);
}
