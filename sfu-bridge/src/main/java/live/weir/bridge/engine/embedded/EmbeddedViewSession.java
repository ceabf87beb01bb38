package live.weir.bridge.engine.embedded;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import live.weir.bridge.engine.CloseReason;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.SessionEvent;
import live.weir.bridge.engine.SessionState;
import live.weir.bridge.engine.SessionStatistics;
import live.weir.bridge.engine.TrackCount;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.forward.PacketOut;
import live.weir.bridge.forward.SlotFormat;
import live.weir.bridge.forward.ViewerEgress;
import live.weir.bridge.forward.ViewerListener;
import live.weir.bridge.sdp.NegotiatedCodec;
import live.weir.bridge.sdp.NegotiatedViewer;
import live.weir.bridge.sdp.SessionDescription;
import live.weir.bridge.sdp.ViewerAnswer;
import live.weir.bridge.sdp.ViewerOffer;
import live.weir.bridge.sdp.ViewerSlot;
import live.weir.bridge.transport.PeerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A viewer's session. */
final class EmbeddedViewSession extends EmbeddedSession implements ViewSession, ViewerListener {

    private volatile ViewChoice choice;
    private @Nullable ViewerOffer offered;
    private @Nullable LocalCredentials offeredWith;
    private volatile List<ViewerSlot> slots = List.of();
    /** In the mailbox: what each slot shows. */
    private final List<@Nullable Offering> shown = new ArrayList<>();
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
        slots = result.slots();
        while (shown.size() < slots.size()) {
            shown.add(null);
        }
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
        return Mono.error(
                new MediaException(Reason.UNSUPPORTED, "A viewer's session is not renegotiated: open another."));
    }

    @Override
    void open(EventLoop owner, PacketOut out) {
        List<SlotFormat> formats = slots.stream().map(Descriptions::slot).toList();
        ViewerEgress opened = new ViewerEgress(owner, out, formats, id().value(), this);
        opened.limitHeight(choice.maxHeight());
        egress = opened;
    }

    @Override
    void ready() {
        stage.assign(this);
    }

    /** In the mailbox: keeps what is shown and still on offer, and fills the free slots with the rest in order. */
    void assign(List<Offering> onOffer) {
        List<Offering> wanted = onOffer.stream()
                .filter(offering -> choice.video() || !offering.track().format().video())
                .toList();
        for (int slot = 0; slot < shown.size(); slot++) {
            Offering now = shown.get(slot);
            if (now != null && !wanted.contains(now)) {
                show(slot, null);
            }
        }
        for (Offering offering : wanted) {
            int slot = shown.contains(offering) ? -1 : freeSlot(offering);
            if (slot >= 0) {
                show(slot, offering);
            }
        }
    }

    private int freeSlot(Offering offering) {
        for (int slot = 0; slot < shown.size(); slot++) {
            if (shown.get(slot) == null && codecFor(slot, offering) != null) {
                return slot;
            }
        }
        return -1;
    }

    private boolean isPicture(int slot) {
        return slots.get(slot).kind() == live.weir.bridge.sdp.MediaKind.VIDEO;
    }

    private @Nullable NegotiatedCodec codecFor(int slot, Offering offering) {
        ViewerSlot room = slots.get(slot);
        boolean sameKind = isPicture(slot) == offering.track().format().video();
        return sameKind ? room.carrying(offering.codec()).orElse(null) : null;
    }

    private void show(int slot, @Nullable Offering offering) {
        shown.set(slot, offering);
        emit(new SessionEvent.TrackShown(
                slots.get(slot).mid(),
                isPicture(slot) ? MediaKind.VIDEO : MediaKind.AUDIO,
                offering == null ? null : offering.performer()));
        ViewerEgress open = Objects.requireNonNull(egress);
        if (offering == null) {
            onLoop(() -> open.unwatch(slot));
            return;
        }
        NegotiatedCodec codec = Objects.requireNonNull(codecFor(slot, offering));
        Integer rtx = codec.rtxPayloadType();
        onLoop(() -> open.watch(slot, offering.track(), codec.payloadType(), rtx == null ? -1 : rtx));
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
    public void quality(SlotFormat slot, int layer, int width, int height, long bitsPerSecond) {
        stage.mailbox().note(() -> {
            if (state() != SessionState.CLOSED) {
                Offering offering = shownIn(slot);
                String performer = offering == null ? "" : offering.performer().value();
                String name = offering == null
                        ? Integer.toString(layer)
                        : offering.track().format().nameOf(layer);
                emit(new SessionEvent.QualityChanged(
                        new SessionEvent.Quality(performer, name, width, height, bitsPerSecond)));
            }
        });
    }

    private @Nullable Offering shownIn(SlotFormat format) {
        for (int slot = 0; slot < shown.size(); slot++) {
            if (slots.get(slot).mid().equals(format.mid())) {
                return shown.get(slot);
            }
        }
        return null;
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
