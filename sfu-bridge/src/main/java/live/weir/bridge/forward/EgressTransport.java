package live.weir.bridge.forward;

import live.weir.bridge.rtp.RtpHeaderWriter;

/** The way from a slot to its viewer, and the numbers that run over all slots of one viewer. */
interface EgressTransport {

    /** Adds the extensions that belong to the path and not to the stream. */
    void stamp(RtpHeaderWriter writer, SlotFormat.ExtensionIds ids);

    /** What a packet is, for those who may have to hold it back. */
    enum Urgency {
        MEDIA,
        /** Of a picture that one can begin with. */
        KEYFRAME,
        /** Sent before, and lost. */
        AGAIN,
        /** Sent only to see whether there is room: it must not wait. */
        PROBE
    }

    /** Tells what the next packet is. */
    default void announce(int timestamp, Urgency urgency) {}

    /** Neither array is kept. */
    void send(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength);

    void flush();

    long roundTripNanos();
}
