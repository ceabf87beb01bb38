package live.weir.bridge.transport;

/** Who starts the handshake: the client does. */
public enum DtlsRole {
    /** The peer is active (RFC 5763 §5): so it is with browsers, and then we choose the profile. */
    SERVER,
    /** The peer insists on being passive, as some encoders do. */
    CLIENT
}
