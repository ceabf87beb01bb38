package live.weir.bridge.engine;

/**
 * The life of a session.
 *
 * <pre>
 *  OFFERED ──accept──▶ CONNECTING ──ICE, DTLS──▶ CONNECTED ──first packet──▶ FLOWING
 *     │                    │                        │                          │
 *     └────────────────────┴───────── close, deadline, error, leave ───────────┴──▶ CLOSED
 * </pre>
 *
 * <p>A session that begins with a client's offer begins in {@code CONNECTING}. An ICE restart or a move to another network
 * changes no state: media goes on.
 */
public enum SessionState {
    OFFERED,
    CONNECTING,
    CONNECTED,
    FLOWING,
    CLOSED;

    /** @throws IllegalStateException naming both states, if there is no arrow between them */
    public SessionState to(SessionState next) {
        if (!leadsTo(next)) {
            throw new IllegalStateException("A session cannot go from " + this + " to " + next);
        }
        return next;
    }

    private boolean leadsTo(SessionState next) {
        return switch (this) {
            case OFFERED -> next == CONNECTING || next == CLOSED;
            case CONNECTING -> next == CONNECTED || next == CLOSED;
            case CONNECTED -> next == FLOWING || next == CLOSED;
            case FLOWING -> next == CLOSED;
            case CLOSED -> false;
        };
    }
}
