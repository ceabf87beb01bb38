package live.weir.bridge.sdp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a viewer's offer: this side sends.
 *
 * @param cname of all its streams, which share one clock
 */
public record ViewerAnswer(
        SessionDescription description, NegotiatedViewer negotiated, CodecPolicy policy, String cname) {

    /** @throws SdpException if nothing of the offer can be taken, or if it breaks a rule that all m-lines share */
    public static ViewerAnswer to(
            SessionDescription offer, CodecPolicy policy, LocalTransport local, LongSupplier ssrcs, String cname) {
        return answer(offer, new SendingTerms(policy, local, new SsrcPool(ssrcs), cname), Map.of(), null);
    }

    /**
     * The answer to a later offer on the same session; slots that go on flowing keep their SSRCs. If {@link
     * PeerTransport#isRestartedBy} says so, the local transport has to bring new credentials.
     */
    public ViewerAnswer next(SessionDescription offer, LocalTransport local, LongSupplier ssrcs) {
        Map<String, ViewerSlot> kept = slots();
        Predecessor before = new Predecessor(description, negotiated.transport(), kept.keySet());
        before.check(offer);
        return answer(offer, new SendingTerms(policy, local, new SsrcPool(ssrcs), cname), kept, before);
    }

    /** The same after the peer changed its credentials without an offer: by these a later one is recognised. */
    public ViewerAnswer restarted(IceCredentials peers) {
        NegotiatedViewer anew =
                new NegotiatedViewer(negotiated.transport().with(peers), negotiated.slots(), negotiated.refused());
        return new ViewerAnswer(description, anew, policy, cname);
    }

    public String sdp() {
        return description.text();
    }

    private static ViewerAnswer answer(
            SessionDescription offer, SendingTerms terms, Map<String, ViewerSlot> kept, @Nullable Predecessor before) {
        List<AnsweredMedia> choice = new MediaChoice(Flow.OUT, offer, terms.policy(), before).choose();
        Map<String, ViewerSlot> slots = slots(choice, kept, terms.ssrcs());
        Answer answer = Answer.to(
                offer,
                choice,
                terms.local(),
                before,
                (media, builder) ->
                        Objects.requireNonNull(slots.get(media.mid())).announce(builder, terms.cname()));
        List<ViewerSlot> flowing = AnsweredMedia.flowing(choice).stream()
                .map(media -> Objects.requireNonNull(slots.get(media.mid())))
                .toList();
        NegotiatedViewer negotiated = new NegotiatedViewer(answer.transport(), flowing, AnsweredMedia.refused(choice));
        return new ViewerAnswer(answer.description(), negotiated, terms.policy(), terms.cname());
    }

    private Map<String, ViewerSlot> slots() {
        Map<String, ViewerSlot> slots = new HashMap<>();
        negotiated.slots().forEach(slot -> slots.put(slot.mid(), slot));
        return slots;
    }

    private static Map<String, ViewerSlot> slots(
            List<AnsweredMedia> choice, Map<String, ViewerSlot> kept, SsrcPool ssrcs) {
        kept.values().forEach(ssrcs::keep);
        SlotMaker maker = new SlotMaker(ssrcs);
        Map<String, ViewerSlot> slots = new HashMap<>();
        for (AnsweredMedia media : choice) {
            ViewerSlot known = kept.get(media.mid());
            MediaKind kind = media.offered().kind();
            if (!media.flows() || known != null) {
                maker.name(kind);
            }
            if (media.flows()) {
                slots.put(
                        media.mid(),
                        known == null
                                ? maker.make(media.mid(), media.index(), kind, media.codecs(), media.extensionIds())
                                : known.narrowed(media));
            }
        }
        return slots;
    }
}
