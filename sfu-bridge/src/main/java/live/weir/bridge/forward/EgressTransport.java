package live.weir.bridge.forward;

import live.weir.bridge.rtp.RtpHeaderWriter;

/** The way from a slot to its viewer, and the numbers that run over all slots of one viewer. */
interface EgressTransport {

    /** Adds the extensions that belong to the path and not to the stream. */
    void stamp(RtpHeaderWriter writer, SlotFormat.ExtensionIds ids);

    /** Neither array is kept. */
    void send(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength);

    void flush();

    long roundTripNanos();

    /** Of the clock that all times here are of, {@link System#nanoTime} but in tests. */
    long now();
}
