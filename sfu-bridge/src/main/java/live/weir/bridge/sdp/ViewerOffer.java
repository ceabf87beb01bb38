package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An offer of this side to a viewer, who receives.
 *
 * @param slots one for each m-line, refused ones too, with everything that is offered
 * @param before the transport that an earlier answer agreed on
 */
public record ViewerOffer(
        SessionDescription description,
        List<ViewerSlot> slots,
        CodecPolicy policy,
        String cname,
        @Nullable PeerTransport before) {

    public ViewerOffer {
        slots = List.copyOf(slots);
    }

    public static ViewerOffer of(
            List<MediaKind> kinds, CodecPolicy policy, LocalTransport local, LongSupplier ssrcs, String cname) {
        SendingTerms terms = new SendingTerms(policy, local, new SsrcPool(ssrcs), cname);
        return write(Offer.lines(List.of(), List.of(), kinds), List.of(), terms, 1, null);
    }

    /**
     * A later offer on the same session, with slots added. What was offered before keeps its mids, payload types and SSRCs; what the
     * viewer refused stays out.
     */
    public ViewerOffer next(NegotiatedViewer agreed, List<MediaKind> more, LocalTransport local, LongSupplier ssrcs) {
        List<Offer.Line> lines = Offer.lines(description.media(), agreed.refused(), more);
        SendingTerms terms = new SendingTerms(policy, local, new SsrcPool(ssrcs), cname);
        return write(lines, slots, terms, description.origin().version() + 1, agreed.transport());
    }

    /** @throws SdpException if the answer does not fit the offer */
    public NegotiatedViewer accept(SessionDescription answer) {
        OfferAcceptance acceptance = new OfferAcceptance(Flow.OUT, description, new OfferedFormats(policy), before);
        List<AnsweredMedia> media = acceptance.media(answer);
        List<ViewerSlot> agreed = AnsweredMedia.flowing(media).stream()
                .map(one -> slots.get(one.index()).narrowed(one))
                .toList();
        return new NegotiatedViewer(acceptance.transport(answer, media), agreed, AnsweredMedia.refused(media));
    }

    public String sdp() {
        return description.text();
    }

    private static ViewerOffer write(
            List<Offer.Line> lines,
            List<ViewerSlot> known,
            SendingTerms terms,
            long version,
            @Nullable PeerTransport before) {
        OfferedFormats formats = new OfferedFormats(terms.policy());
        List<ViewerSlot> slots = slots(lines, known, formats, terms.ssrcs());
        SessionDescription description = new Offer(Flow.OUT, formats, terms.local())
                .write(lines, version, (line, media) -> slots.get(line.index()).announce(media, terms.cname()));
        return new ViewerOffer(description, slots, terms.policy(), terms.cname(), before);
    }

    private static List<ViewerSlot> slots(
            List<Offer.Line> lines, List<ViewerSlot> known, OfferedFormats formats, SsrcPool ssrcs) {
        known.forEach(ssrcs::keep);
        List<ViewerSlot> slots = new ArrayList<>(known);
        SlotMaker maker = new SlotMaker(ssrcs);
        known.forEach(slot -> maker.name(slot.kind()));
        for (Offer.Line line : lines.subList(known.size(), lines.size())) {
            List<NegotiatedCodec> codecs = formats.of(line.kind());
            slots.add(maker.make(line.mid(), line.index(), line.kind(), codecs, Map.of()));
        }
        return slots;
    }
}
