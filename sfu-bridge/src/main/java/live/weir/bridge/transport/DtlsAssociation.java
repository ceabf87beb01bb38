package live.weir.bridge.transport;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DTLS with one peer: a handshake that holds a thread while it lasts, and afterwards no thread at all.
 *
 * <pre>
 *   WAITING ──start──▶ HANDSHAKE ──▶ ESTABLISHED ──▶ ENDED
 *      ▲                   │                           ▲
 *      └──── desk full ────┴──────── failed ───────────┘
 * </pre>
 *
 * <p>The event loop hands datagrams in; one thread of a desk at a time takes them out.
 */
final class DtlsAssociation {

    /** Called on a thread of the desks. */
    interface Listener {
        void send(byte[] datagram);

        void established(SrtpKeys keys);

        void ended(CloseCause cause);
    }

    private enum Stage {
        WAITING,
        HANDSHAKE,
        ESTABLISHED,
        ENDED
    }

    private static final Logger log = LoggerFactory.getLogger(DtlsAssociation.class);

    private final DtlsRole role;
    private final DtlsAgreement agreement;
    private final DtlsWorkshop workshop;
    private final Listener listener;
    private final DtlsInbox inbox = new DtlsInbox();
    private final DtlsSocket socket;
    private final AtomicInteger readings = new AtomicInteger();
    private volatile Stage stage = Stage.WAITING;
    private volatile @Nullable DTLSTransport transport;

    DtlsAssociation(DtlsRole role, DtlsAgreement agreement, DtlsWorkshop workshop, Listener listener) {
        this.role = role;
        this.agreement = agreement;
        this.workshop = workshop;
        this.listener = listener;
        this.socket = new DtlsSocket(inbox, workshop.processors(), listener::send, this::end);
    }

    /** On the event loop, when the peer proved by a check that it is there. */
    void reachable() {
        if (role == DtlsRole.CLIENT && stage == Stage.WAITING) {
            start();
        }
    }

    /** On the event loop. */
    void receive(byte[] datagram) {
        switch (stage) {
            case WAITING -> {
                if (role == DtlsRole.SERVER && DtlsRecords.startHandshake(datagram)) {
                    offer(datagram);
                    start();
                } else {
                    workshop.drops().count(DropReason.DTLS_UNEXPECTED);
                }
            }
            case HANDSHAKE -> offer(datagram);
            case ESTABLISHED -> {
                offer(datagram);
                read();
            }
            case ENDED -> workshop.drops().count(DropReason.DTLS_UNEXPECTED);
        }
    }

    /** On the event loop. Says goodbye to the peer, if there is anybody. */
    void leave() {
        inbox.close();
        if (stage == Stage.ESTABLISHED) {
            read();
        }
    }

    private void offer(byte[] datagram) {
        if (!DtlsRecords.areSound(datagram, stage == Stage.ESTABLISHED)) {
            workshop.drops().count(DropReason.DTLS_MALFORMED);
        } else if (!inbox.offer(datagram)) {
            workshop.drops().count(DropReason.DTLS_QUEUE_FULL);
        }
    }

    private void start() {
        stage = Stage.HANDSHAKE;
        if (!workshop.handshakes().submit(this::shakeHands)) {
            workshop.drops().count(DropReason.HANDSHAKE_REFUSED);
            while (!inbox.isEmpty()) {
                inbox.poll();
            }
            stage = Stage.WAITING;
        }
    }

    private void shakeHands() {
        try {
            transport = connectIdly();
            establish();
        } catch (IOException | RuntimeException e) {
            log.debug("DTLS handshake failed", e);
            fail();
        } finally {
            agreement.wipe();
        }
        // For what came, or was closed, meanwhile.
        read();
    }

    /** The handshake is left before anybody hears of the keys: from then on a goodbye may come on another thread. */
    private DTLSTransport connectIdly() throws IOException {
        socket.enterHandshake();
        try {
            return connect();
        } finally {
            socket.leaveHandshake();
        }
    }

    private DTLSTransport connect() throws IOException {
        return role == DtlsRole.SERVER
                ? new DTLSServerProtocol().accept(workshop.server(agreement), socket)
                : new DTLSClientProtocol().connect(workshop.client(agreement), socket);
    }

    private void establish() {
        SrtpKeys keys = SrtpKeys.of(agreement.profile(), agreement.keyingMaterial(), role, workshop.drops());
        stage = Stage.ESTABLISHED;
        listener.established(keys);
    }

    private void fail() {
        stage = Stage.ENDED;
        listener.ended(agreement.failure());
    }

    /** One reader at a time, however often it is asked for. */
    private void read() {
        if (readings.getAndIncrement() == 0 && !workshop.records().submit(this::readAll)) {
            readings.set(0);
        }
    }

    private void readAll() {
        int seen = readings.get();
        do {
            readRecords();
            seen = readings.addAndGet(-seen);
        } while (seen != 0);
    }

    private void readRecords() {
        DTLSTransport established = transport;
        if (established == null || stage == Stage.ENDED) {
            return;
        }
        try {
            byte[] record = new byte[DtlsSocket.LONGEST_DATAGRAM];
            while (!inbox.isEmpty() && stage == Stage.ESTABLISHED) {
                established.receive(record, 0, record.length, 1);
            }
            if (inbox.isClosed()) {
                established.close();
            }
        } catch (IOException e) {
            log.debug("DTLS association ended", e);
            end();
        }
    }

    private void end() {
        if (stage == Stage.ESTABLISHED) {
            stage = Stage.ENDED;
            transport = null;
            listener.ended(CloseCause.PEER_LEFT);
        }
    }
}
