package live.weir.bridge.rtp;

/**
 * What a forwarder asks of a packet without caring for its codec. Mutable and made to be used again: {@link Codec#newPayload}
 * makes one per codec and event loop.
 */
public sealed interface CodecPayload permits Vp8Payload, H264Payload, Vp9Payload, Av1Payload, OpusPayload {

    /** Looks at a payload; false if it is damaged, and then the rest says nothing of worth. */
    boolean wrap(byte[] bytes, int offset, int length, boolean marker);

    /** Looks at a packet's payload; false for one that is padding only. */
    default boolean wrap(RtpView packet) {
        return wrap(packet.bytes(), packet.payloadOffset(), packet.payloadLength(), packet.marker());
    }

    /** Whether a decoder that knows nothing could begin with this packet. */
    boolean startsKeyframe();

    /** Whether this packet is the first of a frame, or may be where the codec leaves it open. */
    boolean startsFrame();

    boolean endsFrame();

    /** Of the picture in pixels, if this packet tells; otherwise 0. */
    default int width() {
        return 0;
    }

    /** Of the picture in pixels, if this packet tells; otherwise 0. */
    default int height() {
        return 0;
    }
}
