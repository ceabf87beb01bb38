package live.weir.bridge.forward;

/** The way to one peer. Everything is called on the loop that owns the peer. */
public interface PacketOut {

    /** Encrypts and sends; neither array is kept. What is sent may wait for {@link #flush}. */
    void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength);

    void sendRtcp(byte[] packet, int length);

    void flush();
}
