package live.weir.bridge.sdp;

/** The role of this side in the DTLS handshake. As the server it picks the SRTP profile, so that is what it likes to be. */
public enum DtlsRole {
    CLIENT,
    SERVER;

    /** What an answer says of this role. */
    Setup answered() {
        return this == SERVER ? Setup.PASSIVE : Setup.ACTIVE;
    }
}
