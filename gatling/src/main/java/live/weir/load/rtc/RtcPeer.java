package live.weir.load.rtc;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import live.weir.load.media.Footage;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a socket, ICE, DTLS, SRTP.
 *
 * <pre>
 *   CHECKING ──answered──▶ SHAKING ──keys──▶ CONNECTED ──▶ CLOSED
 *       └───────────────────┴── failed, closed ─────────────┘
 * </pre>
 */
public final class RtcPeer implements AutoCloseable {

    private static final long TICK_MILLIS = 50;
    private static final int TICKS_PER_SECOND = 20;
    private static final long CHECK_AGAIN_NANOS = 50_000_000;
    private static final long CONSENT_NANOS = 4_000_000_000L;
    private static final int RECEIVE_BUFFER = 1 << 20;

    private enum State {
        CHECKING,
        SHAKING,
        CONNECTED,
        CLOSED
    }

    private final RtcEngine engine;
    private final PeerListener listener;
    private final EventLoop loop;
    private final IceLogin login = IceLogin.random();
    private final Function<LocalDescription, String> offering;
    private final MediaFlow flow;
    private State state = State.CHECKING;
    private @Nullable Channel channel;
    private @Nullable RemoteDescription remote;
    private @Nullable IceChecks checks;
    private @Nullable DtlsHandshake handshake;
    private @Nullable MediaKeys keys;
    private @Nullable InetSocketAddress server;
    private @Nullable Future<?> ticks;
    private List<InetSocketAddress> candidates = List.of();
    private long deadline;
    private long nextCheckAt;
    private long heardAt;
    private int tick;

    private RtcPeer(
            RtcEngine engine,
            PeerListener listener,
            Function<RtcPeer, MediaFlow> flow,
            Function<RtcPeer, Function<LocalDescription, String>> offering) {
        engine.opened();
        this.engine = engine;
        this.listener = listener;
        this.loop = engine.loops().next();
        this.flow = flow.apply(this);
        this.offering = offering.apply(this);
    }

    static RtcPeer viewer(RtcEngine engine, PeerListener listener, int performers) {
        return new RtcPeer(
                engine,
                listener,
                peer -> new Receiving(listener, peer::sendRtcp),
                peer -> own -> own.watching(performers));
    }

    static RtcPeer performer(RtcEngine engine, PeerListener listener, Footage footage, int bitsPerSecond) {
        return new RtcPeer(
                engine,
                listener,
                peer -> new Sending(footage, bitsPerSecond, peer.loop, peer::send, peer::sendRtcp),
                peer -> own -> {
                    Sending sending = (Sending) peer.flow;
                    return own.publishing(footage.codec(), sending.soundSource(), sending.pictureSource());
                });
    }

    /** Opens the socket; {@code interfaceAddress} is the address by which the server is reached. */
    public CompletionStage<String> offer(InetAddress interfaceAddress) {
        return bind(interfaceAddress).thenApply(offering);
    }

    /** Answers a server's offer (Janus, and counter-offers of WHEP). Call {@link #connect} with the same offer next. */
    public CompletionStage<String> answer(String offer, InetAddress interfaceAddress) {
        return bind(interfaceAddress).thenApply(own -> own.answering(RemoteDescription.parse(offer)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the listener is how it is told
    private CompletionStage<LocalDescription> bind(InetAddress address) {
        CompletableFuture<LocalDescription> bound = new CompletableFuture<>();
        ChannelFuture binding = new Bootstrap()
                .group(loop)
                .channel(engine.channelType())
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Scratch.ROOM))
                .handler(new Inbox())
                .bind(0);
        binding.addListener(done -> {
            if (done.isSuccess() && state != State.CLOSED) {
                Channel opened = binding.channel();
                int port = ((InetSocketAddress) opened.localAddress()).getPort();
                channel = opened;
                engine.bound(port);
                opened.closeFuture().addListener(closed -> engine.unbound(port));
                bound.complete(new LocalDescription(
                        login, engine.identity().fingerprint(), new InetSocketAddress(address, port)));
            } else {
                binding.channel().close();
                bound.completeExceptionally(new RtcFailure("No socket could be opened: " + done.cause()));
            }
        });
        return bound;
    }

    /** With the server's answer to an offer, or the offer that was answered. What goes wrong is told to the listener. */
    public void connect(String description) {
        loop.execute(() -> {
            try {
                begin(RemoteDescription.parse(description));
            } catch (RtcFailure unlike) {
                fail(unlike.getMessage());
            }
        });
    }

    private void begin(RemoteDescription description) {
        if (state == State.CLOSED) {
            return;
        }
        List<InetSocketAddress> allowed = description.candidates().stream()
                .filter(each -> engine.settings().reach().includes(each.getAddress()))
                .toList();
        if (allowed.isEmpty()) {
            throw new RtcFailure(
                    description.candidates().isEmpty()
                            ? "The server's description has no UDP candidate"
                            : "The server's candidates ("
                                    + description
                                            .candidates()
                                            .get(0)
                                            .getAddress()
                                            .getHostAddress()
                                    + ", …) are neither the target nor the loopback; allow them with -Dload.allow=…");
        }
        boolean controlling = description.iceLite() || !description.setup().equals("actpass");
        remote = description;
        candidates = allowed;
        checks = new IceChecks(login, description.login(), controlling);
        deadline = System.nanoTime() + engine.settings().patience().toNanos();
        heardAt = System.nanoTime();
        ticks = loop.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        switch (state) {
            case CHECKING, SHAKING -> {
                if (now - deadline > 0) {
                    fail(
                            state == State.CHECKING
                                    ? "No ICE check was answered within "
                                            + engine.settings().patience().toSeconds() + " s"
                                    : "The DTLS handshake did not end within "
                                            + engine.settings().patience().toSeconds() + " s");
                    return;
                }
            }
            case CONNECTED -> {
                if (now - heardAt > engine.settings().silence().toNanos()) {
                    fail("The server fell silent for "
                            + engine.settings().silence().toSeconds() + " s");
                    return;
                }
                flow.tick(now);
                if (++tick % TICKS_PER_SECOND == 0) {
                    listener.second(flow.takeSecond(now));
                }
            }
            case CLOSED -> {
                return;
            }
        }
        if (now - nextCheckAt >= 0) {
            check(now);
        }
    }

    private void check(long now) {
        IceChecks own = checks;
        if (own == null) {
            return;
        }
        InetSocketAddress chosen = server;
        // Thousands of peers that ask for consent in one moment would be a load that no crowd makes.
        nextCheckAt = now
                + (chosen == null
                        ? CHECK_AGAIN_NANOS
                        : CONSENT_NANOS + ThreadLocalRandom.current().nextLong(CONSENT_NANOS / 4));
        if (chosen != null) {
            sendTo(own.check(), chosen);
        } else {
            candidates.forEach(candidate -> sendTo(own.check(), candidate));
        }
    }

    private void receive(ByteBuf packet, InetSocketAddress from) {
        int length = packet.readableBytes();
        if (length < 2 || length > Scratch.ROOM || state == State.CLOSED) {
            return;
        }
        long now = System.nanoTime();
        int first = packet.getUnsignedByte(packet.readerIndex());
        if (first >= 128 && first < 192) {
            receiveMedia(packet, length, now);
        } else if (first < 4) {
            receiveCheck(copy(packet), from, now);
        } else if (first >= 20 && first < 64) {
            receiveHandshake(copy(packet), now);
        }
    }

    private static byte[] copy(ByteBuf packet) {
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        return bytes;
    }

    private void receiveMedia(ByteBuf packet, int length, long now) {
        MediaKeys media = keys;
        if (media == null) {
            return; // media before the handshake's last word: it is sent again, or lost
        }
        heardAt = now;
        Scratch scratch = Scratch.get();
        packet.readBytes(scratch.sealed, 0, length);
        int type = scratch.sealed[1] & 0xff;
        if (type >= 192 && type < 224) {
            int clear = media.incoming().openRtcp(scratch.sealed, length, scratch.clear);
            if (clear > 0) {
                flow.rtcp(scratch.clear, clear, now);
            }
        } else {
            flow.rtp(scratch, length, now);
        }
    }

    private void receiveCheck(byte[] message, InetSocketAddress from, long now) {
        IceChecks own = checks;
        if (own == null) {
            return;
        }
        if (own.isRequest(message)) {
            sendTo(own.answer(message, from), from);
        } else if (own.isSuccess(message)) {
            heardAt = now;
            if (server == null && candidates.contains(from)) {
                server = from;
                nextCheckAt = now + CONSENT_NANOS;
                shakeHands();
            }
        }
    }

    private void shakeHands() {
        RemoteDescription description = remote;
        if (description == null || state != State.CHECKING) {
            return;
        }
        state = State.SHAKING;
        boolean client = !description.setup().equals("active");
        DtlsHandshake next = new DtlsHandshake(
                engine.identity(),
                description.fingerprint(),
                client,
                deadline,
                bytes -> loop.execute(() -> send(bytes)));
        handshake = next;
        onPool(() -> {
            try {
                MediaKeys agreed = next.shakeHands();
                loop.execute(() -> connected(agreed, description));
            } catch (IOException | RuntimeException failed) {
                loop.execute(() -> fail("The DTLS handshake failed: " + reason(failed)));
            }
        });
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed.getCause();
        return cause != null && cause.getMessage() != null ? cause.getMessage() : String.valueOf(failed.getMessage());
    }

    private void onPool(Runnable work) {
        try {
            engine.handshakes().execute(work);
        } catch (RejectedExecutionException full) {
            fail("There are more handshakes than this generator can begin");
        }
    }

    private void connected(MediaKeys agreed, RemoteDescription description) {
        if (state != State.SHAKING) {
            return;
        }
        state = State.CONNECTED;
        keys = agreed;
        heardAt = System.nanoTime();
        listener.connected();
        flow.start(agreed, description);
    }

    private void receiveHandshake(byte[] datagram, long now) {
        DtlsHandshake current = handshake;
        heardAt = now;
        if (current != null && current.offer(datagram) && state == State.CONNECTED) {
            onPool(() -> {
                if (current.readsGoodbye()) {
                    loop.execute(() -> fail("The server ended the session"));
                }
            });
        }
    }

    private void send(byte[] packet) {
        InetSocketAddress to = server;
        if (to != null) {
            sendTo(packet, to);
        }
    }

    private void sendRtcp(byte[] packet) {
        MediaKeys media = keys;
        if (media != null) {
            byte[] sealed = new byte[packet.length + MediaCipher.OVERHEAD];
            int length = media.outgoing().sealRtcp(packet, packet.length, sealed);
            send(Arrays.copyOf(sealed, length));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a datagram that is lost is lost
    private void sendTo(byte[] packet, InetSocketAddress to) {
        Channel open = channel;
        if (open != null && open.isWritable()) {
            open.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(packet), to), open.voidPromise());
        }
    }

    private void fail(@Nullable String reason) {
        if (state != State.CLOSED) {
            release();
            listener.failed(String.valueOf(reason));
        }
    }

    /** What was not told yet of the last second is told. */
    @Override
    public void close() {
        loop.execute(() -> {
            if (state == State.CONNECTED) {
                listener.second(flow.takeSecond(System.nanoTime()));
            }
            release();
        });
    }

    private void release() {
        if (state == State.CLOSED) {
            return;
        }
        boolean polite = state == State.CONNECTED;
        state = State.CLOSED;
        flow.stop();
        Future<?> running = ticks;
        if (running != null) {
            running.cancel(false);
        }
        engine.closed();
        DtlsHandshake last = handshake;
        if (last == null) {
            closeSocket();
        } else if (polite) {
            try {
                engine.handshakes().execute(() -> {
                    last.sayGoodbye();
                    loop.execute(this::closeSocket);
                });
            } catch (RejectedExecutionException closing) {
                closeSocket();
            }
        } else {
            last.abandon();
            closeSocket();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void closeSocket() {
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    private final class Inbox extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            receive(packet.content(), packet.sender());
        }

        /** The server's port is closed; whether that is the end, the silence tells. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!(cause instanceof IOException)) {
                fail("This is a defect of the load generator: " + cause);
            }
        }
    }
}
