package live.weir.bridge.transport;

/** Why a packet, a connection or a handshake went no further. Each is counted (see {@link PortStatistics}). */
public enum DropReason {
    /** The first byte belongs to none of STUN, DTLS and RTP (RFC 7983), or the datagram is empty or too long. */
    UNKNOWN_PROTOCOL,
    /** DTLS or media from an address from which no authenticated check came. */
    UNKNOWN_SENDER,
    STUN_MALFORMED,
    /** Not a binding request; a server that only answers has no use for it. */
    STUN_NOT_A_CHECK,
    /** A user name that nobody was told, or a wrong password. Never answered: the sender may be made up. */
    STUN_NOT_AUTHENTIC,
    /** Answered with 420: an attribute that must be understood is not. */
    STUN_UNKNOWN_ATTRIBUTE,
    /** Answered with 487: the peer believes that it is controlled. */
    STUN_ROLE_CONFLICT,
    /** DTLS that starts no handshake where there is none. */
    DTLS_UNEXPECTED,
    /** No DTLS records; and once there are keys, what should be encrypted and is not. */
    DTLS_MALFORMED,
    /** More than waits for the thread that handles it. */
    DTLS_QUEUE_FULL,
    /** Too many handshakes wait already; the peer sends its first message again. */
    HANDSHAKE_REFUSED,
    /** Media before the keys are known, more of it than is held until then. */
    MEDIA_BEFORE_KEYS,
    RTP_MALFORMED,
    RTP_REPLAYED,
    RTP_NOT_AUTHENTIC,
    RTP_TOO_MANY_SOURCES,
    RTCP_MALFORMED,
    RTCP_REPLAYED,
    RTCP_NOT_AUTHENTIC,
    /** Outbound: longer than a datagram may be. */
    SEND_TOO_LONG,
    /** Outbound: this packet index was used already, and a key stream must never be used twice. */
    SEND_REPEATED,
    SEND_TOO_MANY_SOURCES,
    /** Outbound: not connected (any more). */
    SEND_NOT_CONNECTED,
    /** Outbound: the socket or the connection does not take more now. */
    SEND_CONGESTED,
    SEND_FAILED,
    /** The queue from one event loop to another was full. */
    HANDOVER_FULL,
    TCP_TOO_MANY_CONNECTIONS,
    /** The first frame was no authenticated check, or did not come in time. */
    TCP_NOT_AUTHENTIC,
    /** A frame longer than any datagram. */
    TCP_MALFORMED
}
