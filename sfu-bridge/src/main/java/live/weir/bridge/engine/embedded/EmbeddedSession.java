package live.weir.bridge.engine.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.IceCredentials;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.MediaSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionId;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.forward.PacketOut;
import live.weir.bridge.sdp.IceCandidate;
import live.weir.bridge.transport.CloseCause;
import live.weir.bridge.transport.PeerHandler;
import live.weir.bridge.transport.PeerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What publishers' and viewers' sessions have in common. The session's state and events belong to its stage's mailbox; its
 * packets to the event loop of its peer, which is known once it is connected.
 */
abstract class EmbeddedSession implements MediaSession, PeerHandler, LoopTicker.Ticking {

    private static final int EVENTS_KEPT = 256;

    private final SessionId id;
    final EmbeddedStage stage;
    final SessionParts parts;
    private final Sinks.Many<SessionEvent> events = Sinks.many().replay().limit(EVENTS_KEPT);
    private volatile SessionState state;
    private volatile String localDescription = "";
    private volatile @Nullable PeerTransport peer;
    private volatile @Nullable EventLoop loop;
    /** In the mailbox. */
    private @Nullable Future<?> deadline;

    private final Set<MediaKind> flowing = EnumSet.noneOf(MediaKind.class);

    EmbeddedSession(EmbeddedStage stage, SessionParts parts, SessionState state) {
        this.id = parts.newSessionId();
        this.stage = stage;
        this.parts = parts;
        this.state = state;
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public String localDescription() {
        return localDescription;
    }

    void describe(String description) {
        localDescription = description;
    }

    @Override
    public Flux<SessionEvent> events() {
        return events.asFlux();
    }

    /** In the mailbox. */
    void emit(SessionEvent event) {
        events.tryEmitNext(event).orThrow();
    }

    /** In the mailbox. */
    void moveTo(SessionState next) {
        state = state.to(next);
    }

    /** In the mailbox: from here on the peer may come. */
    void expectPeer(live.weir.bridge.sdp.PeerTransport remote, LocalCredentials local) {
        Future<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
        try {
            peer = parts.port().register(Descriptions.peerSettings(remote, local), this);
        } catch (IllegalStateException full) {
            throw new MediaException(Reason.OVERLOADED, "The engine has no room for another client.", full);
        }
    }

    /** In the mailbox: an offer of ours waits for its answer, but not for ever. */
    void expectAnswer() {
        deadline = stage.mailbox().after(parts.connectPatience(), () -> {
            if (state == SessionState.OFFERED) {
                end(CloseReason.CONNECT_TIMEOUT);
            }
        });
    }

    @Override
    public void connected(PeerTransport connected) {
        EventLoop owner = connected.loop();
        loop = owner;
        parts.tickers().of(owner).add(this);
        open(owner, new Out(connected));
        stage.mailbox().note(() -> {
            if (state == SessionState.CONNECTING) {
                moveTo(SessionState.CONNECTED);
                emit(new SessionEvent.Connected());
                ready();
            }
        });
    }

    /** On the peer's loop: makes what packets go through. */
    abstract void open(EventLoop owner, PacketOut out);

    /** In the mailbox, once connected. */
    abstract void ready();

    /** On the peer's loop, if it was ever opened. */
    abstract void shut();

    /** In the mailbox: the session is gone. */
    abstract void gone(CloseReason reason);

    /** In the mailbox, at the first packet of any track. */
    void flows(boolean video) {
        if (state == SessionState.CONNECTED) {
            moveTo(SessionState.FLOWING);
        }
        MediaKind kind = video ? MediaKind.VIDEO : MediaKind.AUDIO;
        if (flowing.add(kind)) {
            emit(new SessionEvent.MediaFlowing(kind));
        }
    }

    @Override
    public void closed(PeerTransport closed, CloseCause cause) {
        EventLoop owner = loop;
        if (owner != null) {
            parts.tickers().of(owner).remove(this);
            shut();
        }
        stage.mailbox().note(() -> end(reasonOf(cause)));
    }

    private static CloseReason reasonOf(CloseCause cause) {
        return switch (cause) {
            case CLOSED_HERE -> CloseReason.CLOSED;
            case PORT_CLOSED -> CloseReason.STAGE_CLOSED;
            case PEER_LEFT -> CloseReason.LEFT;
            case CONNECT_TIMEOUT -> CloseReason.CONNECT_TIMEOUT;
            case CONSENT_LOST -> CloseReason.CONSENT_LOST;
            case FINGERPRINT_MISMATCH, HANDSHAKE_FAILED -> CloseReason.HANDSHAKE_FAILED;
            case HANDLER_FAILED -> CloseReason.ENGINE_FAILED;
        };
    }

    /** In the mailbox; the first reason is the one that is told. */
    void end(CloseReason reason) {
        if (state == SessionState.CLOSED) {
            return;
        }
        moveTo(SessionState.CLOSED);
        Future<?> waiting = deadline;
        if (waiting != null) {
            waiting.cancel(false);
        }
        PeerTransport open = peer;
        if (open != null) {
            open.close();
        }
        gone(reason);
        emit(new SessionEvent.Closed(reason));
        events.tryEmitComplete().orThrow();
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() ->
                state == SessionState.CLOSED ? Mono.empty() : stage.mailbox().tell(() -> end(CloseReason.CLOSED)));
    }

    @Override
    public Mono<Void> addCandidates(List<String> candidates) {
        return stage.mailbox().tell(() -> {
            requireOpen();
            // We only answer checks, so that a client's candidates are of no use to us; but what is none is refused.
            candidates.stream()
                    .filter(line -> !line.contains("end-of-candidates"))
                    .forEach(EmbeddedSession::check);
        });
    }

    private static void check(String candidate) {
        Descriptions.refusing(Reason.BAD_DESCRIPTION, () -> IceCandidate.parse(candidate));
    }

    @Override
    public Mono<IceCredentials> restartIce(IceCredentials client) {
        return stage.mailbox().ask(() -> {
            requireOpen();
            PeerTransport open = peer;
            if (open == null) {
                throw new MediaException(Reason.CONFLICT, "Our offer has not been answered yet.");
            }
            live.weir.bridge.sdp.IceCredentials theirs =
                    Descriptions.refusing(Reason.BAD_DESCRIPTION, () -> Descriptions.credentials(client));
            LocalCredentials fresh = parts.newCredentials();
            try {
                open.restartIce(fresh.usernameFragment(), fresh.password(), client.usernameFragment());
            } catch (IllegalStateException tooMany) {
                throw new MediaException(Reason.OVERLOADED, "Too many restarts wait for their checks.", tooMany);
            }
            restarted(theirs, fresh);
            return new IceCredentials(fresh.usernameFragment(), fresh.password());
        });
    }

    /** In the mailbox: both sides have new credentials, that later descriptions have to name. */
    void restarted(live.weir.bridge.sdp.IceCredentials theirs, LocalCredentials fresh) {}

    void requireOpen() {
        if (state == SessionState.CLOSED) {
            throw new MediaException(Reason.GONE, "The session has ended.");
        }
    }

    @Override
    public Mono<SessionStatistics> statistics() {
        return Mono.create(sink -> {
            EventLoop owner = loop;
            if (owner == null || owner.isShuttingDown()) {
                sink.success(statisticsNow());
            } else {
                owner.execute(() -> sink.success(statisticsNow()));
            }
        });
    }

    abstract SessionStatistics statisticsNow();

    String path() {
        PeerTransport open = peer;
        InetSocketAddress remote = open == null ? null : open.statistics().remote();
        return remote == null ? "" : NetUtil.toSocketAddressString(remote);
    }

    /** Runs on the peer's loop, if there is one yet, and still; tells so. */
    boolean onLoop(Runnable change) {
        EventLoop owner = loop;
        if (owner == null || owner.isShuttingDown()) {
            return false;
        }
        owner.execute(change);
        return true;
    }

    private record Out(PeerTransport peer) implements PacketOut {

        @Override
        public void sendRtp(byte[] header, int headerLength, byte[] payload, int payloadOffset, int payloadLength) {
            peer.sendRtp(header, headerLength, payload, payloadOffset, payloadLength);
        }

        @Override
        public void sendRtcp(byte[] packet, int length) {
            peer.sendRtcp(packet, 0, length);
        }

        @Override
        public void flush() {
            peer.flush();
        }
    }

    @Override
    public abstract void rtp(PeerTransport from, ByteBuf packet);
}
