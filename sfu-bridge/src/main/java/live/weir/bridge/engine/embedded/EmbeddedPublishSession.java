package live.weir.bridge.engine.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublicationDescription;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.engine.WholeOffer;
import live.weir.bridge.forward.IngressFormat;
import live.weir.bridge.forward.PacketOut;
import live.weir.bridge.forward.PacketTap;
import live.weir.bridge.forward.PublishedTrack;
import live.weir.bridge.forward.PublisherIngress;
import live.weir.bridge.forward.PublisherListener;
import live.weir.bridge.forward.Speakers;
import live.weir.bridge.sdp.IceCredentials;
import live.weir.bridge.sdp.NegotiatedPublisher;
import live.weir.bridge.sdp.PublisherAnswer;
import live.weir.bridge.sdp.PublisherOffer;
import live.weir.bridge.sdp.SessionDescription;
import live.weir.bridge.transport.PeerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A performer's session. */
final class EmbeddedPublishSession extends EmbeddedSession implements PublishSession, PublisherListener {

    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PerformerId performer;
    private @Nullable PublisherAnswer answer;
    private @Nullable LocalCredentials answeredWith;
    private @Nullable PublisherOffer offered;
    private @Nullable LocalCredentials offeredWith;
    private volatile @Nullable NegotiatedPublisher negotiated;
    private volatile List<TrackDescription> tracks = List.of();
    /** In the mailbox. */
    private List<Offering> offerings = List.of();

    private boolean flowed;
    private boolean pictured;
    /** In the mailbox: among those whose loudness is compared. */
    private int seat = Speakers.NOBODY;

    /** On the peer's loop from connected on. */
    private volatile @Nullable PublisherIngress ingress;

    private long openedAt;

    private EmbeddedPublishSession(EmbeddedStage stage, SessionParts parts, PerformerId performer, SessionState state) {
        super(stage, parts, state);
        this.performer = performer;
    }

    /** In the mailbox. */
    static EmbeddedPublishSession answering(
            EmbeddedStage stage, SessionParts parts, PerformerId performer, String offer) {
        EmbeddedPublishSession session = new EmbeddedPublishSession(stage, parts, performer, SessionState.CONNECTING);
        LocalCredentials credentials = parts.newCredentials();
        session.answers(Descriptions.answer(offer, stage.codecs(), parts.local(credentials)), credentials);
        return session;
    }

    /** In the mailbox. Refused before the transport expects anybody. */
    static EmbeddedPublishSession answeringWhole(
            EmbeddedStage stage, SessionParts parts, PerformerId performer, String offer) {
        EmbeddedPublishSession session = new EmbeddedPublishSession(stage, parts, performer, SessionState.CONNECTING);
        LocalCredentials credentials = parts.newCredentials();
        PublisherAnswer answer = Descriptions.answer(offer, stage.codecs(), parts.local(credentials));
        if (!WholeOffer.isAnsweredBy(offer, answer.sdp())) {
            throw WholeOffer.refusal();
        }
        session.answers(answer, credentials);
        return session;
    }

    private void answers(PublisherAnswer ours, LocalCredentials credentials) {
        answer = ours;
        answeredWith = credentials;
        describe(ours.sdp());
        agreed(ours.negotiated(), credentials);
    }

    /** In the mailbox. */
    static EmbeddedPublishSession offering(
            EmbeddedStage stage, SessionParts parts, PerformerId performer, TrackCount tracks) {
        EmbeddedPublishSession session = new EmbeddedPublishSession(stage, parts, performer, SessionState.OFFERED);
        LocalCredentials credentials = parts.newCredentials();
        PublisherOffer offer = PublisherOffer.of(Descriptions.kinds(tracks), stage.codecs(), parts.local(credentials));
        session.offered = offer;
        session.offeredWith = credentials;
        session.describe(offer.sdp());
        session.expectAnswer();
        return session;
    }

    private void agreed(NegotiatedPublisher result, LocalCredentials credentials) {
        negotiated = result;
        tracks = Descriptions.describe(result);
        expectPeer(result.transport(), credentials);
    }

    @Override
    public PerformerId performer() {
        return performer;
    }

    @Override
    public Mono<Void> accept(String clientAnswer) {
        return stage.mailbox().tell(() -> {
            PublisherOffer offer = offered;
            LocalCredentials credentials = offeredWith;
            if (offer == null || credentials == null || state() != SessionState.OFFERED) {
                throw new MediaException(Reason.CONFLICT, "There is no offer of ours that waits for an answer.");
            }
            SessionDescription description = Descriptions.parse(clientAnswer);
            NegotiatedPublisher result = Descriptions.refusing(Reason.UNSUPPORTED, () -> offer.accept(description));
            moveTo(SessionState.CONNECTING);
            agreed(result, credentials);
        });
    }

    @Override
    public Mono<String> renegotiate(String offer) {
        return stage.mailbox().ask(() -> {
            requireOpen();
            PublisherAnswer before = answer;
            if (before == null) {
                throw new MediaException(Reason.CONFLICT, "This session is negotiated by offers of ours.");
            }
            SessionDescription description = Descriptions.parse(offer);
            if (before.negotiated().transport().isRestartedBy(description)) {
                throw new MediaException(Reason.CONFLICT, "Restart ICE by a fragment, not by an offer.");
            }
            LocalCredentials same = Objects.requireNonNull(answeredWith);
            PublisherAnswer next =
                    Descriptions.refusing(Reason.UNSUPPORTED, () -> before.next(description, parts.local(same)));
            answer = next;
            describe(next.sdp());
            return next.sdp();
        });
    }

    @Override
    void restarted(IceCredentials theirs, LocalCredentials fresh) {
        PublisherAnswer before = answer;
        LocalCredentials old = answeredWith;
        if (before != null && old != null) {
            answer = before.restarted(theirs);
            answeredWith = new LocalCredentials(old.sessionId(), fresh.usernameFragment(), fresh.password());
        }
    }

    @Override
    void open(EventLoop owner, PacketOut out) {
        NegotiatedPublisher result = negotiated;
        if (result != null) {
            IngressFormat format = Descriptions.ingress(result);
            openedAt = System.nanoTime();
            ingress = new PublisherIngress(owner, out, format, stage.policy().maxVideoBitrate(), this);
        }
    }

    @Override
    void ready() {
        PublisherIngress open = ingress;
        NegotiatedPublisher result = negotiated;
        if (open == null || result == null) {
            return;
        }
        List<Offering> all = new ArrayList<>();
        for (int i = 0; i < open.tracks().size(); i++) {
            all.add(new Offering(
                    performer,
                    open.tracks().get(i),
                    Descriptions.media(result.tracks().get(i)).codec()));
        }
        offerings = List.copyOf(all);
        stage.started(this);
    }

    /** In the mailbox. */
    int seat() {
        return seat;
    }

    /** In the mailbox. */
    void sit(int newSeat) {
        seat = newSeat;
    }

    /** In the mailbox. */
    List<Offering> offerings() {
        return offerings;
    }

    PublicationDescription describePublication() {
        return new PublicationDescription(performer, id(), tracks);
    }

    @Override
    public void flowing(PublishedTrack track) {
        stage.mailbox().note(() -> {
            if (state() == SessionState.CLOSED) {
                return;
            }
            flows(track.format().video());
            if (!flowed) {
                flowed = true;
                stage.flows(this);
            }
        });
    }

    @Override
    public void picture(PublishedTrack track, int width, int height) {
        stage.mailbox().note(() -> {
            if (state() == SessionState.CLOSED) {
                return;
            }
            if (!pictured) {
                pictured = true;
                emit(new SessionEvent.FirstKeyframe(width, height));
            } else {
                emit(new SessionEvent.QualityChanged(
                        new SessionEvent.Quality(performer.value(), "", width, height, 0)));
            }
        });
    }

    @Override
    public void heard(int level) {
        long now = System.nanoTime();
        stage.mailbox().note(() -> stage.heard(this, level, now));
    }

    @Override
    public void left() {
        stage.mailbox().note(() -> end(CloseReason.LEFT));
    }

    @Override
    public void rtp(PeerTransport from, ByteBuf packet) {
        PublisherIngress open = ingress;
        if (open == null) {
            packet.release();
        } else {
            open.rtp(packet);
        }
    }

    @Override
    public void rtcp(PeerTransport from, ByteBuf packet) {
        PublisherIngress open = ingress;
        if (open != null) {
            open.rtcp(packet.array(), packet.arrayOffset() + packet.readerIndex(), packet.readableBytes());
        }
        packet.release();
    }

    @Override
    public void readComplete(PeerTransport from) {
        PublisherIngress open = ingress;
        if (open != null) {
            open.endBatch();
        }
    }

    @Override
    public void tick(long now) {
        PublisherIngress open = ingress;
        if (open == null) {
            return;
        }
        open.tick(now);
        if (now - Math.max(openedAt, open.lastArrival()) > SILENCE_NANOS) {
            stage.mailbox().note(() -> end(CloseReason.NO_MEDIA));
        }
    }

    @Override
    void shut() {
        PublisherIngress open = ingress;
        if (open != null) {
            open.close();
        }
    }

    @Override
    void gone(CloseReason reason) {
        offerings = List.of();
        stage.ended(this, reason, flowed);
    }

    @Override
    public void requestKeyframe() {
        PublisherIngress open = ingress;
        if (open != null) {
            open.tracks().stream()
                    .filter(track -> track.format().video())
                    .forEach(EmbeddedPublishSession::requestKeyframes);
        }
    }

    private static void requestKeyframes(PublishedTrack track) {
        for (int layer = 0; layer < track.format().layers(); layer++) {
            track.requestKeyframe(layer);
        }
    }

    @Override
    public Mono<Tap> tap(TapSettings settings) {
        return stage.mailbox().ask(() -> {
            PublisherIngress open = ingress;
            if (open == null || state() == SessionState.CLOSED) {
                throw new MediaException(Reason.CONFLICT, "Nothing is being published in this session.");
            }
            PacketTap tap = new PacketTap(settings.packets(), settings.layer());
            onLoop(() -> open.attach(tap));
            return new EmbeddedTap(tap, tracks, () -> giveBack(open, tap), this::requestKeyframe);
        });
    }

    /** On the loop, which is the only one to put packets in: after that none come any more. */
    private void giveBack(PublisherIngress open, PacketTap tap) {
        boolean handed = onLoop(() -> {
            open.detach(tap);
            tap.clear();
        });
        if (!handed) {
            tap.clear();
        }
    }

    @Override
    SessionStatistics statisticsNow() {
        PublisherIngress open = ingress;
        return Statistics.ofPublisher(state(), path(), open);
    }
}
