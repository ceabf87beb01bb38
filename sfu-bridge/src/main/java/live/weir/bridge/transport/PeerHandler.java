package live.weir.bridge.transport;

import io.netty.buffer.ByteBuf;

/** Takes what a peer sends. Every call comes on the peer's event loop, one at a time. */
public interface PeerHandler {

    /** The peer proved itself and media may flow. */
    void connected(PeerTransport peer);

    /** A decrypted packet, seen for the first time, on the heap ({@link ByteBuf#hasArray()}). The handler releases it. */
    void rtp(PeerTransport peer, ByteBuf packet);

    /** As {@link #rtp}. */
    void rtcp(PeerTransport peer, ByteBuf packet);

    /** All that came in one go was handed over: the moment for what is done once for many packets. */
    default void readComplete(PeerTransport peer) {}

    /** The last call, and the only one if the peer never came. */
    void closed(PeerTransport peer, CloseCause cause);
}
