package live.weir.bridge.transport;

import io.netty.channel.EventLoop;

/** A peer of a {@link MediaPort}. */
public interface PeerTransport {

    /**
     * The event loop that owns the peer: the one that its first check came to. All calls of its handler come there, and
     * packets are sent from there.
     *
     * @throws IllegalStateException before {@link PeerHandler#connected}, when no loop owns it yet
     */
    EventLoop loop();

    /**
     * Encrypts a packet, header and payload apart, and writes it; it leaves with the next {@link #flush()}. On the
     * peer's event loop only. Both arrays may be used again at once.
     *
     * <p>No sequence number may be used twice with one SSRC, not even for the same packet again: that needs an SSRC of
     * its own (RFC 4588). Such a packet is dropped and counted.
     *
     * @param header with its contributing sources and extensions
     */
    void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength);

    /** As {@link #sendRtp}, for a compound or reduced-size RTCP packet. */
    void sendRtcp(byte[] packet, int offset, int length);

    /**
     * Sends what was written, at the end of what the event loop is doing now: together with that of all its other peers.
     * On the peer's event loop only.
     */
    void flush();

    /**
     * New credentials (RFC 8445 §9); media flows on. The old ones are good until a check with the new ones comes. From any
     * thread.
     */
    void restartIce(String newLocalUfrag, String newLocalPassword, String newRemoteUfrag);

    /** Says goodbye and closes the peer soon. From any thread; a second time without effect. */
    void close();

    /** From any thread. */
    PeerStatistics statistics();
}
