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
        return answer(offer, policy, local, ssrcs, cname, null);
    }

    /**
     * The answer to a later offer on the same session; slots that go on flowing keep their SSRCs. If {@link
     * PeerTransport#isRestartedBy} says so, the local transport has to bring new credentials.
     */
    public ViewerAnswer next(SessionDescription offer, LocalTransport local, LongSupplier ssrcs) {
        return answer(offer, policy, local, ssrcs, cname, this);
    }

    public String sdp() {
        return description.text();
    }

    private static ViewerAnswer answer(
            SessionDescription offer,
            CodecPolicy policy,
            LocalTransport local,
            LongSupplier ssrcs,
            String cname,
            @Nullable ViewerAnswer last) {
        Map<String, ViewerSlot> kept = last == null ? Map.of() : last.slots();
        Predecessor before =
                last == null ? null : new Predecessor(last.description, last.negotiated.transport(), kept.keySet());
        if (before != null) {
            before.check(offer);
        }
        List<AnsweredMedia> choice = new MediaChoice(Flow.OUT, offer, policy, before).choose();
        Map<String, ViewerSlot> slots = slots(choice, kept, new SsrcPool(ssrcs));
        Answer answer = Answer.to(
                offer,
                choice,
                local,
                before,
                (media, builder) ->
                        Objects.requireNonNull(slots.get(media.mid())).announce(builder, cname));
        NegotiatedViewer negotiated = new NegotiatedViewer(
                answer.transport(),
                AnsweredMedia.flowing(choice).stream()
                        .map(media -> Objects.requireNonNull(slots.get(media.mid())))
                        .toList(),
                AnsweredMedia.refused(choice));
        return new ViewerAnswer(answer.description(), negotiated, policy, cname);
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
