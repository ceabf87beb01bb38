package live.weir.bridge.engine.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import live.weir.bridge.engine.SessionId;
import live.weir.bridge.sdp.Fingerprint;
import live.weir.bridge.sdp.IceCandidate;
import live.weir.bridge.sdp.IceCredentials;
import live.weir.bridge.sdp.LocalTransport;
import live.weir.bridge.transport.MediaPort;

/** What a session needs of its engine. */
final class SessionParts {

    private static final int SESSION_BYTES = 18;
    private static final int UFRAG_BYTES = 9;
    private static final int PASSWORD_BYTES = 24;

    private final MediaPort port;
    private final LoopTickers tickers;
    private final Duration connectPatience;
    private final List<IceCandidate> candidates;
    private final SecureRandom random = new SecureRandom();

    SessionParts(MediaPort port, LoopTickers tickers, Duration connectPatience) {
        this.port = port;
        this.connectPatience = connectPatience;
        this.tickers = tickers;
        this.candidates = Descriptions.candidates(port.candidates());
    }

    MediaPort port() {
        return port;
    }

    Duration connectPatience() {
        return connectPatience;
    }

    LoopTickers tickers() {
        return tickers;
    }

    SessionId newSessionId() {
        return new SessionId(random(SESSION_BYTES, Base64.getUrlEncoder()));
    }

    LocalCredentials newCredentials() {
        return new LocalCredentials(
                random.nextLong() & Long.MAX_VALUE,
                random(UFRAG_BYTES, Base64.getEncoder()),
                random(PASSWORD_BYTES, Base64.getEncoder()));
    }

    /** Unsigned, and not 0, which stands for none. */
    long newSsrc() {
        int ssrc = random.nextInt();
        return ssrc == 0 ? 1 : Integer.toUnsignedLong(ssrc);
    }

    LocalTransport local(LocalCredentials credentials) {
        return new LocalTransport(
                credentials.sessionId(),
                new IceCredentials(credentials.usernameFragment(), credentials.password()),
                List.of(new Fingerprint(
                        port.fingerprint().algorithm(), port.fingerprint().value())),
                candidates,
                true);
    }

    private String random(int count, Base64.Encoder encoder) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return encoder.withoutPadding().encodeToString(bytes);
    }
}
