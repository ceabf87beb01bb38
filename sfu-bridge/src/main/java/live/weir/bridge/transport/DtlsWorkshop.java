package live.weir.bridge.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.bouncycastle.tls.TlsClient;
import org.bouncycastle.tls.TlsServer;

/** What all handshakes of a port share: the identity, the threads, the processors they may use. */
final class DtlsWorkshop {

    private static final Duration GOODBYES = Duration.ofSeconds(1);

    private final DtlsIdentity identity = DtlsIdentity.create();
    private final WorkDesk handshakes;
    private final WorkDesk records;
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final Duration timeout;
    private final DropCounters drops;

    DtlsWorkshop(HandshakeLimits limits, int maximumPeers, DropCounters drops) {
        this.handshakes = new WorkDesk("weir-dtls", limits.threads(), limits.waiting());
        // Handshakes that wait for their peers must not keep others from saying goodbye.
        this.records = new WorkDesk("weir-dtls-records", 1, maximumPeers);
        this.timeout = limits.timeout();
        this.drops = drops;
    }

    TlsServer server(DtlsAgreement agreement) {
        return new DtlsServerPeer(identity, agreement, timeout);
    }

    TlsClient client(DtlsAgreement agreement) {
        return new DtlsClientPeer(identity, agreement, timeout);
    }

    DtlsAgreement agreement(PeerSettings settings) {
        return new DtlsAgreement(settings.remoteFingerprints(), List.of(SrtpProfile.values()));
    }

    Fingerprint fingerprint() {
        return identity.fingerprint();
    }

    WorkDesk handshakes() {
        return handshakes;
    }

    WorkDesk records() {
        return records;
    }

    Semaphore processors() {
        return processors;
    }

    DropCounters drops() {
        return drops;
    }

    void close() {
        records.close(GOODBYES);
        handshakes.close(GOODBYES);
    }
}
