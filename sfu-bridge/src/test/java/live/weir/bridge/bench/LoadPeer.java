package live.weir.bridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.peer.PeerIdentity;
import org.jspecify.annotations.Nullable;

/** A client of a server: ICE, DTLS and SRTP by one socket. What comes is received on the {@link ReadLoop}. */
abstract class LoadPeer implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int CHECKS = 250;
    private static final long CHECK_MILLIS = 20;

    private final PeerIdentity identity;
    private final DatagramChannel channel;
    private final Handshake handshake;
    private final CountDownLatch checked = new CountDownLatch(1);
    private final Sdp.Login login;
    private volatile @Nullable IceChecks checks;
    private volatile @Nullable MediaKeys incoming;
    private volatile @Nullable MediaKeys outgoing;

    LoadPeer(PeerIdentity identity) {
        this.identity = identity;
        this.handshake = new Handshake(identity, datagram -> send(ByteBuffer.wrap(datagram)));
        try {
            this.channel = DatagramChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress(LocalAddress.find(), 0));
            InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
            this.login = new Sdp.Login(random().substring(0, 8), random().substring(0, 24), address);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    Sdp.Login login() {
        return login;
    }

    String fingerprint() {
        return identity.fingerprint("sha-256");
    }

    DatagramChannel channel() {
        return channel;
    }

    /** Blocks until media may flow. */
    void connect(String remoteDescription, ReadLoop loop) {
        try {
            IceChecks to = new IceChecks(remoteDescription, login);
            checks = to;
            channel.connect(to.server());
            channel.configureBlocking(false);
            loop.add(this);
            for (int attempt = 0; attempt < CHECKS; attempt++) {
                check();
                if (checked.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                    byte[] material = handshake.shakeHands();
                    outgoing = MediaKeys.outgoing(material);
                    incoming = MediaKeys.incoming(material);
                    return;
                }
            }
        } catch (IOException | GeneralSecurityException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
        throw new IllegalStateException("No check was answered by the server of " + remoteDescription);
    }

    /** That it is still there, and wants to receive. */
    void check() {
        IceChecks to = checks;
        if (to != null) {
            send(to.check());
        }
    }

    void receive(ByteBuffer packet, long now) {
        int first = packet.get(0) & 0xff;
        if (first < 4) {
            receiveCheck(packet);
        } else if (first < 64) {
            handshake.offer(copy(packet));
        } else if ((packet.get(1) & 0xe0) == 0xc0) {
            rtcp(packet);
        } else {
            rtp(packet, now);
        }
    }

    private void receiveCheck(ByteBuffer packet) {
        IceChecks to = checks;
        if (IceChecks.isSuccess(packet)) {
            checked.countDown();
        } else if (to != null && IceChecks.isRequest(packet)) {
            send(to.answer(packet));
        }
    }

    abstract void rtp(ByteBuffer packet, long now);

    abstract void rtcp(ByteBuffer packet);

    static byte[] copy(ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(packet.position(), bytes);
        return bytes;
    }

    @Nullable
    MediaKeys incoming() {
        return incoming;
    }

    @Nullable
    MediaKeys outgoing() {
        return outgoing;
    }

    void sendRtcp(byte[] packet) {
        MediaKeys keys = outgoing;
        if (keys != null) {
            try {
                send(ByteBuffer.wrap(keys.sealRtcp(packet)));
            } catch (GeneralSecurityException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    void send(ByteBuffer packet) {
        try {
            channel.write(packet);
        } catch (PortUnreachableException gone) {
            // Its server was stopped before it.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
