package live.weir.bridge.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of a media port: checks, nominates, shakes hands, encrypts. Simple blocking code on threads of its own.
 *
 * <pre>{@code
 * try (TestPeer peer = TestPeer.create(TestPeerSettings.of(credentials))) {
 *     peer.connectUdp(server);
 *     peer.awaitConnected(Duration.ofSeconds(5));
 *     peer.sendRtp(packet);
 *     byte[] received = peer.rtp().poll(1, TimeUnit.SECONDS);
 * }
 * }</pre>
 */
public final class TestPeer implements AutoCloseable {

    private static final Duration FIRST_CHECKS = Duration.ofMillis(20);

    private final TestPeerSettings settings;
    private final PeerIdentity identity = new PeerIdentity();
    private final PeerDtls dtls;
    private final Link outbound;
    private final Link inbound;
    private static final long KEYS_SOON_MILLIS = 200;

    private final CompletableFuture<PeerSrtp> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> dismissed = new CompletableFuture<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger sentChecks = new AtomicInteger();
    private final BlockingQueue<byte[]> rtp = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> rtcp = new LinkedBlockingQueue<>();
    private volatile Consumer<byte[]> rtpReceiver = rtp::add;
    private volatile Consumer<byte[]> rtcpReceiver = rtcp::add;
    private volatile PeerCredentials credentials;
    private volatile @Nullable InetSocketAddress server;
    private volatile @Nullable PeerWire wire;
    private volatile boolean silent;
    private volatile boolean closed;

    private TestPeer(TestPeerSettings settings) {
        this.settings = settings;
        this.credentials = settings.credentials();
        this.dtls = new PeerDtls(identity, settings, this::sendRaw);
        this.outbound = new Link(1, this::transmit);
        this.inbound = new Link(2, this::receive);
    }

    public static TestPeer create(TestPeerSettings settings) {
        return new TestPeer(settings);
    }

    /** For the server to expect, such as {@code AA:BB:…}; the algorithm as the JDK calls it. */
    public String fingerprint(String algorithm) {
        return identity.fingerprint(algorithm);
    }

    /** For a server that starts the handshake itself; before connecting. */
    public void awaitHandshake() {
        dtls.becomeServer();
    }

    public TestPeer connectUdp(InetSocketAddress target) {
        server = target;
        return start(new UdpWire(target, inbound::pass));
    }

    public TestPeer connectTcp(InetSocketAddress target) {
        server = target;
        return start(new TcpWire(target, inbound::pass));
    }

    private TestPeer start(PeerWire first) {
        wire = first;
        Threads.start("test-peer-checks", this::check);
        Threads.start("test-peer-dtls", this::shakeHands);
        return this;
    }

    private void check() {
        while (!closed) {
            if (!silent) {
                sentChecks.incrementAndGet();
                sendRaw(StunRequest.check(credentials, true));
            }
            pause(answers.get() == 0 ? FIRST_CHECKS : settings.checkInterval());
        }
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client waits for its first answered check, as browsers do. */
    private void shakeHands() {
        try {
            while (answers.get() == 0 && !closed) {
                pause(Duration.ofMillis(5));
            }
            if (!closed) {
                connected.complete(dtls.shakeHands());
                dtls.readOn();
            }
        } catch (IOException | RuntimeException e) {
            connected.completeExceptionally(e);
        } finally {
            dismissed.complete(null);
        }
    }

    public void awaitConnected(Duration patience) {
        connected.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    public CompletableFuture<?> whenConnected() {
        return connected;
    }

    /** Completes when the association ended: the server's goodbye, a failed handshake, or the peer's own close. */
    public CompletableFuture<Void> whenDismissed() {
        return dismissed;
    }

    /** Checks that the server answered. */
    public int answeredChecks() {
        return answers.get();
    }

    public int sentChecks() {
        return sentChecks.get();
    }

    /** As in the use_srtp extension. */
    public int profile() {
        return dtls.profile();
    }

    public InetSocketAddress localAddress() {
        return current().localAddress();
    }

    private PeerWire current() {
        PeerWire now = wire;
        if (now == null) {
            throw new IllegalStateException("the peer has not started yet");
        }
        return now;
    }

    public void sendRtp(byte[] packet) {
        sendRaw(sealRtp(packet));
    }

    public void sendRtcp(byte[] packet) {
        sendRaw(sealRtcp(packet));
    }

    /** Encrypted but not sent, for a test to spoil. */
    public byte[] sealRtp(byte[] packet) {
        try {
            return connected.join().sealRtp(packet);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] sealRtcp(byte[] packet) {
        try {
            return connected.join().sealRtcp(packet);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends any bytes from the peer's address. */
    public void sendRaw(byte[] packet) {
        outbound.pass(packet);
    }

    private void transmit(byte[] packet) {
        PeerWire now = wire;
        if (now != null && !closed) {
            now.send(packet);
        }
    }

    private void receive(byte[] packet) {
        if (packet.length == 0) {
            return;
        }
        int first = packet[0] & 0xff;
        if (first < 4) {
            receiveCheck(packet);
        } else if (first >= 20 && first < 64) {
            dtls.offer(packet);
        } else {
            PeerSrtp keys = keysSoon();
            if (keys != null) {
                receiveMedia(packet, keys);
            }
        }
    }

    /** A server that checks too goes on only if it is answered. */
    private void receiveCheck(byte[] packet) {
        if (StunRequest.isSuccess(packet, credentials.remotePassword())) {
            answers.incrementAndGet();
        } else if (StunAnswer.isDueTo(packet) && !silent) {
            sendRaw(StunAnswer.to(packet, target(), credentials.localPassword()));
        }
    }

    /** Media follows the last word of the handshake so closely that the keys may be a moment behind it. */
    private @Nullable PeerSrtp keysSoon() {
        try {
            return connected.get(KEYS_SOON_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException without) {
            return null;
        }
    }

    private void receiveMedia(byte[] packet, PeerSrtp srtp) {
        try {
            boolean isRtcp = (packet[1] & 0xe0) == 0xc0;
            byte[] clear = isRtcp ? srtp.openRtcp(packet) : srtp.openRtp(packet);
            if (clear != null) {
                (isRtcp ? rtcpReceiver : rtpReceiver).accept(clear);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came, unless a receiver was set. */
    public BlockingQueue<byte[]> rtp() {
        return rtp;
    }

    public BlockingQueue<byte[]> rtcp() {
        return rtcp;
    }

    /** Called on the thread that listens to the network. */
    public void onRtp(Consumer<byte[]> receiver) {
        rtpReceiver = receiver;
    }

    public void onRtcp(Consumer<byte[]> receiver) {
        rtcpReceiver = receiver;
    }

    /** Goes on from another local port by UDP, as a phone does when it changes its network. */
    public void move() {
        replaceWire(new UdpWire(target(), inbound::pass));
    }

    public void moveToTcp() {
        replaceWire(new TcpWire(target(), inbound::pass));
    }

    private InetSocketAddress target() {
        InetSocketAddress target = server;
        if (target == null) {
            throw new IllegalStateException("the peer has not started yet");
        }
        return target;
    }

    private void replaceWire(PeerWire next) {
        PeerWire former = current();
        wire = next;
        former.close();
        sendRaw(StunRequest.check(credentials, true));
    }

    /** Checks no more, but still listens. */
    public void fallSilent() {
        silent = true;
    }

    public void restartIce(PeerCredentials next) {
        credentials = next;
    }

    /** Both directions, from now on. */
    public void impair(LinkConditions conditions) {
        outbound.impair(conditions);
        inbound.impair(conditions);
    }

    /** Without a goodbye, as if the battery had died. */
    public void vanish() {
        closed = true;
        dtls.abandon();
        outbound.close();
        inbound.close();
        PeerWire last = wire;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public void close() {
        try {
            if (!closed && !dtls.isClosed()) {
                dtls.sayGoodbye();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            vanish();
        }
    }
}
