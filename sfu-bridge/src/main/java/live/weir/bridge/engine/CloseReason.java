package live.weir.bridge.engine;

/** Why a session ended. */
public enum CloseReason {
    /** By us, on request. */
    CLOSED,
    /** The client said goodbye. */
    LEFT,
    /** The same performer publishes anew. */
    REPLACED,
    /** The client never connected. */
    CONNECT_TIMEOUT,
    /** The client stopped answering. */
    CONSENT_LOST,
    /** The client is not who its description says, or failed the handshake. */
    HANDSHAKE_FAILED,
    /** Connected, but no media came for too long. */
    NO_MEDIA,
    /** The path is too congested to go on (RFC 8083). */
    CONGESTED,
    /** The stage or the engine ended. */
    STAGE_CLOSED,
    /** The engine failed; another session may do better. */
    ENGINE_FAILED
}
