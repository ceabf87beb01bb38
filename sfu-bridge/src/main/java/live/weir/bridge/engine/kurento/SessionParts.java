package live.weir.bridge.engine.kurento;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import live.weir.bridge.engine.SessionId;

/** What a session needs of its engine. */
final class SessionParts {

    private static final int SESSION_BYTES = 18;

    private final Duration connectPatience;
    private final Duration consentPatience;
    private final NetworkThreads threads;
    private final TapPorts taps;
    private final Incidents incidents;
    private final SecureRandom random = new SecureRandom();

    SessionParts(
            Duration connectPatience,
            Duration consentPatience,
            NetworkThreads threads,
            TapPorts taps,
            Incidents incidents) {
        this.connectPatience = connectPatience;
        this.consentPatience = consentPatience;
        this.threads = threads;
        this.taps = taps;
        this.incidents = incidents;
    }

    Duration connectPatience() {
        return connectPatience;
    }

    /** How long a client that was there may be silent. */
    Duration consentPatience() {
        return consentPatience;
    }

    NetworkThreads threads() {
        return threads;
    }

    TapPorts taps() {
        return taps;
    }

    Incidents incidents() {
        return incidents;
    }

    SessionId newSessionId() {
        byte[] bytes = new byte[SESSION_BYTES];
        random.nextBytes(bytes);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
