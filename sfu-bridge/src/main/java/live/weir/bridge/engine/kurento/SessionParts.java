package live.weir.bridge.engine.kurento;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import live.weir.bridge.engine.SessionId;

/** What a session needs of its engine. */
final class SessionParts {

    private static final int SESSION_BYTES = 18;

    private final Duration connectPatience;
    private final NetworkThreads threads;
    private final TapPorts taps;
    private final Consumer<String> incidents;
    private final SecureRandom random = new SecureRandom();

    SessionParts(Duration connectPatience, NetworkThreads threads, TapPorts taps, Consumer<String> incidents) {
        this.connectPatience = connectPatience;
        this.threads = threads;
        this.taps = taps;
        this.incidents = incidents;
    }

    Duration connectPatience() {
        return connectPatience;
    }

    NetworkThreads threads() {
        return threads;
    }

    TapPorts taps() {
        return taps;
    }

    void tell(String incident) {
        incidents.accept(incident);
    }

    SessionId newSessionId() {
        byte[] bytes = new byte[SESSION_BYTES];
        random.nextBytes(bytes);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
