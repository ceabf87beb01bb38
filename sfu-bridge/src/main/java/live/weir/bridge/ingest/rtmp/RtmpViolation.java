package live.weir.bridge.ingest.rtmp;

/** A client does not keep to the protocol, or to our bounds. It costs the connection. */
public final class RtmpViolation extends RuntimeException {

    RtmpViolation(String what) {
        super(what, null, false, false); // a stack for each byte of a hostile client would be a gift to it
    }
}
