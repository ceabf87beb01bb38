package live.weir.bridge.transport;

/** Why a peer is no more. */
public enum CloseCause {
    /** {@link PeerTransport#close()}. */
    CLOSED_HERE,
    /** {@link MediaPort#close()}. */
    PORT_CLOSED,
    /** The peer said so (a DTLS alert). */
    PEER_LEFT,
    /** No authenticated check, or no finished handshake, came in time. */
    CONNECT_TIMEOUT,
    /** No authenticated check came for too long (RFC 7675). */
    CONSENT_LOST,
    /** The peer's certificate is none of those that were announced. */
    FINGERPRINT_MISMATCH,
    /** The handshake went wrong in any other way: no common profile, an alert, no answer. */
    HANDSHAKE_FAILED,
    /** The handler threw; its peer is closed so that the others of its event loop go on. */
    HANDLER_FAILED
}
