package live.weir.bridge.engine.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Objects;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.forward.PacketOut;
import live.weir.bridge.forward.PayloadTypes;
import live.weir.bridge.forward.PublishedTrack;
import live.weir.bridge.forward.SlotFormat;
import live.weir.bridge.forward.ViewerEgress;
import live.weir.bridge.forward.ViewerListener;
import live.weir.bridge.sdp.IceCredentials;
import live.weir.bridge.sdp.NegotiatedViewer;
import live.weir.bridge.sdp.SessionDescription;
import live.weir.bridge.sdp.ViewerAnswer;
import live.weir.bridge.sdp.ViewerOffer;
import live.weir.bridge.transport.PeerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A viewer's session. */
final class EmbeddedViewSession extends EmbeddedSession implements ViewSession, ViewerListener, ViewRows.Screen {

    private volatile ViewChoice choice;
    private @Nullable ViewerAnswer answer;
    private @Nullable LocalCredentials answeredWith;
    private @Nullable ViewerOffer offered;
    private @Nullable LocalCredentials offeredWith;
    private final ViewRows rows = new ViewRows(this);
    /** On the peer's loop from connected on. */
    private volatile @Nullable ViewerEgress egress;

    private EmbeddedViewSession(EmbeddedStage stage, SessionParts parts, ViewChoice choice, SessionState state) {
        super(stage, parts, state);
        this.choice = choice;
    }

    /** In the mailbox. */
    static EmbeddedViewSession answering(EmbeddedStage stage, SessionParts parts, String offer, ViewChoice choice) {
        EmbeddedViewSession session = new EmbeddedViewSession(stage, parts, choice, SessionState.CONNECTING);
        LocalCredentials credentials = parts.newCredentials();
        SessionDescription description = Descriptions.parse(offer);
        ViewerAnswer answer = Descriptions.refusing(
                Reason.UNSUPPORTED,
                () -> ViewerAnswer.to(
                        description,
                        stage.codecs(),
                        parts.local(credentials),
                        parts::newSsrc,
                        session.id().value()));
        session.answer = answer;
        session.answeredWith = credentials;
        session.describe(answer.sdp());
        session.agreed(answer.negotiated(), credentials);
        return session;
    }

    /** In the mailbox. */
    static EmbeddedViewSession offering(EmbeddedStage stage, SessionParts parts, TrackCount tracks, ViewChoice choice) {
        EmbeddedViewSession session = new EmbeddedViewSession(stage, parts, choice, SessionState.OFFERED);
        LocalCredentials credentials = parts.newCredentials();
        ViewerOffer offer = ViewerOffer.of(
                Descriptions.kinds(tracks),
                stage.codecs(),
                parts.local(credentials),
                parts::newSsrc,
                session.id().value());
        session.offered = offer;
        session.offeredWith = credentials;
        session.describe(offer.sdp());
        session.expectAnswer();
        return session;
    }

    /** Whether there has been a picture yet; in the mailbox. */
    private boolean pictured;

    private void agreed(NegotiatedViewer result, LocalCredentials credentials) {
        rows.arrange(result.slots());
        expectPeer(result.transport(), credentials);
    }

    @Override
    public ViewChoice choice() {
        return choice;
    }

    @Override
    public Mono<Void> choose(ViewChoice newChoice) {
        return stage.mailbox().tell(() -> {
            requireOpen();
            choice = newChoice;
            ViewerEgress open = egress;
            if (open != null) {
                onLoop(() -> open.limitHeight(newChoice.maxHeight()));
            }
            stage.assign(this);
        });
    }

    @Override
    public Mono<Void> accept(String clientAnswer) {
        return stage.mailbox().tell(() -> {
            ViewerOffer offer = offered;
            LocalCredentials credentials = offeredWith;
            if (offer == null || credentials == null || state() != SessionState.OFFERED) {
                throw new MediaException(Reason.CONFLICT, "There is no offer of ours that waits for an answer.");
            }
            SessionDescription description = Descriptions.parse(clientAnswer);
            NegotiatedViewer result = Descriptions.refusing(Reason.UNSUPPORTED, () -> offer.accept(description));
            moveTo(SessionState.CONNECTING);
            agreed(result, credentials);
        });
    }

    @Override
    public Mono<String> renegotiate(String offer) {
        return stage.mailbox().ask(() -> {
            requireOpen();
            ViewerAnswer before = answer;
            if (before == null) {
                throw new MediaException(Reason.CONFLICT, "This session is negotiated by offers of ours.");
            }
            SessionDescription description = Descriptions.parse(offer);
            if (before.negotiated().transport().isRestartedBy(description)) {
                throw new MediaException(Reason.CONFLICT, "Restart ICE by a fragment, not by an offer.");
            }
            LocalCredentials same = Objects.requireNonNull(answeredWith);
            ViewerAnswer next = Descriptions.refusing(
                    Reason.UNSUPPORTED, () -> before.next(description, parts.local(same), parts::newSsrc));
            answer = next;
            describe(next.sdp());
            rows.arrange(next.negotiated().slots());
            stage.assign(this);
            return next.sdp();
        });
    }

    @Override
    void restarted(IceCredentials theirs, LocalCredentials fresh) {
        ViewerAnswer before = answer;
        LocalCredentials old = answeredWith;
        if (before != null && old != null) {
            answer = before.restarted(theirs);
            answeredWith = new LocalCredentials(old.sessionId(), fresh.usernameFragment(), fresh.password());
        }
    }

    @Override
    public void arrange(List<SlotFormat> formats) {
        ViewerEgress open = egress;
        if (open != null) {
            onLoop(() -> open.arrange(formats));
        }
    }

    @Override
    public void watch(int row, PublishedTrack track, PayloadTypes types) {
        ViewerEgress open = Objects.requireNonNull(egress);
        onLoop(() -> open.watch(row, track, types));
    }

    @Override
    public void unwatch(int row) {
        ViewerEgress open = Objects.requireNonNull(egress);
        onLoop(() -> open.unwatch(row));
    }

    @Override
    public void shows(String mid, MediaKind kind, @Nullable PerformerId performer) {
        emit(new SessionEvent.TrackShown(mid, kind, performer));
    }

    @Override
    void open(EventLoop owner, PacketOut out) {
        ViewerEgress opened = new ViewerEgress(owner, out, rows.formats(), id().value(), this);
        opened.limitHeight(choice.maxHeight());
        egress = opened;
    }

    @Override
    void ready() {
        arrange(rows.formats()); // a further offer may have come while the path was opened
        stage.assign(this);
    }

    /** In the mailbox. */
    void assign(List<Offering> onOffer) {
        rows.assign(onOffer.stream()
                .filter(offering -> choice.video() || !offering.track().format().video())
                .toList());
    }

    @Override
    public void flowing(SlotFormat slot) {
        stage.mailbox().note(() -> {
            if (state() != SessionState.CLOSED) {
                flows(slot.video());
            }
        });
    }

    @Override
    public void picture(SlotFormat slot, int width, int height) {
        stage.mailbox().note(() -> {
            if (state() != SessionState.CLOSED && !pictured) {
                pictured = true;
                emit(new SessionEvent.FirstKeyframe(width, height));
            }
        });
    }

    @Override
    public void quality(SlotFormat slot, String layer, int width, int height, long bitsPerSecond) {
        stage.mailbox().note(() -> {
            if (state() != SessionState.CLOSED) {
                PerformerId performer = rows.shownIn(slot.mid());
                emit(new SessionEvent.QualityChanged(new SessionEvent.Quality(
                        performer == null ? "" : performer.value(), layer, width, height, bitsPerSecond)));
            }
        });
    }

    @Override
    public void tripped(String cause) {
        stage.mailbox().note(() -> end(CloseReason.CONGESTED));
    }

    /** A viewer sends no media; what comes all the same is thrown away. */
    @Override
    public void rtp(PeerTransport from, ByteBuf packet) {
        packet.release();
    }

    @Override
    public void rtcp(PeerTransport from, ByteBuf packet) {
        ViewerEgress open = egress;
        if (open != null) {
            open.rtcp(packet.array(), packet.arrayOffset() + packet.readerIndex(), packet.readableBytes());
        }
        packet.release();
    }

    @Override
    public void tick(long now) {
        ViewerEgress open = egress;
        if (open != null) {
            open.tick(now);
        }
    }

    @Override
    void shut() {
        ViewerEgress open = egress;
        if (open != null) {
            open.close();
        }
    }

    @Override
    void gone(CloseReason reason) {
        stage.ended(this);
    }

    @Override
    SessionStatistics statisticsNow() {
        return Statistics.ofViewer(state(), path(), egress);
    }
}
