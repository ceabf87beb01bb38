package live.weir.bridge.peer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is like.
 *
 * @param dtlsClient whether it starts the handshake, as browsers do
 * @param profiles that it speaks, by their numbers; the first it likes best
 * @param serverFingerprint in the form {@code AA:BB:…}, SHA-256; null takes any certificate
 * @param checkInterval between connectivity checks, which are consent checks too
 */
public record TestPeerSettings(
        PeerCredentials credentials,
        boolean dtlsClient,
        List<Integer> profiles,
        @Nullable String serverFingerprint,
        Duration checkInterval) {

    public static final int GCM = PeerSrtp.GCM;
    public static final int SHA1_80 = PeerSrtp.SHA1_80;

    public static TestPeerSettings of(PeerCredentials credentials) {
        return new TestPeerSettings(credentials, true, List.of(SHA1_80, GCM), null, Duration.ofMillis(100));
    }

    public TestPeerSettings asDtlsServer() {
        return new TestPeerSettings(credentials, false, profiles, serverFingerprint, checkInterval);
    }

    public TestPeerSettings withProfiles(Integer... numbers) {
        return new TestPeerSettings(credentials, dtlsClient, List.of(numbers), serverFingerprint, checkInterval);
    }

    public TestPeerSettings expecting(String fingerprint) {
        return new TestPeerSettings(credentials, dtlsClient, profiles, fingerprint, checkInterval);
    }

    public TestPeerSettings checkingEvery(Duration interval) {
        return new TestPeerSettings(credentials, dtlsClient, profiles, serverFingerprint, interval);
    }
}
