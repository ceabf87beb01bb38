package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.ingest.srt.SrtListener.End;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who is here: handshakes go to the reception, all else to whose it is. On one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what is not sent is lost, as on any network
final class SrtHall extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger log = LoggerFactory.getLogger(SrtHall.class);
    private static final long TICK_MILLIS = 10; // full acknowledgements, says the draft
    private static final int BUFFER = 1500;
    private static final int MOST_ID = 0x3fff_ffff; // libsrt uses the bit above for groups

    private final SrtSettings settings;
    private final SrtListener listener;
    private final SrtReception reception;
    private final SecureRandom random = new SecureRandom();
    private final long began = System.nanoTime();
    private final Map<Integer, SrtSession> sessions = new HashMap<>();
    private final Map<Caller, SrtSession> callers = new HashMap<>();
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private volatile int connections;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> ticking;

    /** One address may be many callers. */
    private record Caller(InetSocketAddress address, int socket) {}

    SrtHall(SrtSettings settings, SrtDesk desk, SrtListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.reception = new SrtReception(this, settings, desk, listener);
    }

    /** Any thread may ask. */
    int connections() {
        return connections;
    }

    SrtListener listener() {
        return listener;
    }

    long now() {
        return System.nanoTime();
    }

    /** As our packets tell it. */
    long micros() {
        return (System.nanoTime() - began) / 1000;
    }

    ByteBuf buffer() {
        return context().alloc().buffer(BUFFER);
    }

    /** What the network has no room for is lost, like anything else there. */
    void send(ByteBuf packet, InetSocketAddress to) {
        ChannelHandlerContext ours = context();
        if (ours.channel().isWritable()) {
            ours.writeAndFlush(new DatagramPacket(packet, to), ours.voidPromise());
        } else {
            packet.release();
        }
    }

    /** From any thread, on the event loop. */
    void execute(Runnable work) {
        context().executor().execute(work);
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ours = context;
        if (ours == null) {
            throw new IllegalStateException("Not in a pipeline");
        }
        return ours;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext unused, DatagramPacket datagram) {
        ByteBuf packet = datagram.content();
        if (packet.readableBytes() < ControlPacket.HEAD || datagram.sender().getPort() == 0) {
            listener.stray();
        } else if (ControlPacket.isControl(packet) && ControlPacket.type(packet) == ControlPacket.HANDSHAKE) {
            reception.shakeHands(packet, datagram.sender());
        } else {
            SrtSession session = sessions.get(ControlPacket.socket(packet));
            if (session == null || !session.caller().equals(datagram.sender())) {
                listener.stray();
            } else {
                session.hear(packet);
            }
        }
    }

    /** @param socket the caller's own id */
    @Nullable
    SrtSession sessionOf(InetSocketAddress from, int socket) {
        return callers.get(new Caller(from, socket));
    }

    boolean hasRoomFor(InetAddress from) {
        return sessions.size() < settings.connections() && byAddress.getOrDefault(from, 0) < settings.perAddress();
    }

    /** Nobody can guess it; so nobody else speaks in its name. */
    int freshId() {
        int id;
        do {
            id = random.nextInt() & MOST_ID;
        } while (id < 2 || sessions.containsKey(id));
        return id;
    }

    void enter(SrtSession session) {
        sessions.put(session.socket(), session);
        callers.put(new Caller(session.caller(), session.theirs()), session);
        byAddress.merge(session.caller().getAddress(), 1, Integer::sum);
        connections = sessions.size();
        if (ticking == null) {
            ticking = context()
                    .executor()
                    .scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        long now = now();
        for (SrtSession session : List.copyOf(sessions.values())) {
            session.tick(now);
        }
    }

    /** By the session itself. */
    void left(SrtSession session, End why) {
        sessions.remove(session.socket());
        callers.remove(new Caller(session.caller(), session.theirs()));
        byAddress.computeIfPresent(session.caller().getAddress(), (address, count) -> count == 1 ? null : count - 1);
        connections = sessions.size();
        ScheduledFuture<?> ours = ticking;
        if (sessions.isEmpty() && ours != null) {
            ours.cancel(false);
            ticking = null;
        }
        listener.ended(why);
    }

    /** On the event loop. */
    void closeAll() {
        List.copyOf(sessions.values()).forEach(session -> session.shutDown(End.ENDED));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ours, Throwable failure) {
        if (failure instanceof IOException) {
            log.debug("The network says: {}", failure.toString()); // a port of somebody who has gone, most likely
        } else {
            ours.fireExceptionCaught(failure);
        }
    }
}
