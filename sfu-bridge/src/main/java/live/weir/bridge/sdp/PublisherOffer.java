package live.weir.bridge.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An offer of this side to a publisher, who sends. There is no simulcast this way: Chromium as the answerer takes none.
 *
 * @param before the transport that an earlier answer agreed on
 */
public record PublisherOffer(
        SessionDescription description,
        CodecPolicy policy,
        @Nullable PeerTransport before) {

    public static PublisherOffer of(List<MediaKind> kinds, CodecPolicy policy, LocalTransport local) {
        return write(Offer.lines(List.of(), List.of(), kinds), policy, local, 1, null);
    }

    /** A later offer on the same session, with m-lines added; what was offered before keeps its mids and payload types. */
    public PublisherOffer next(NegotiatedPublisher agreed, List<MediaKind> more, LocalTransport local) {
        List<Offer.Line> lines = Offer.lines(description.media(), agreed.refused(), more);
        return write(lines, policy, local, description.origin().version() + 1, agreed.transport());
    }

    /** @throws SdpException if the answer does not fit the offer */
    public NegotiatedPublisher accept(SessionDescription answer) {
        OfferAcceptance acceptance = new OfferAcceptance(Flow.IN, description, new OfferedFormats(policy), before);
        List<AnsweredMedia> media = acceptance.media(answer);
        List<PublishedTrack> tracks = AnsweredMedia.flowing(media).stream()
                .map(one -> PublishedTrack.of(one, List.of()))
                .toList();
        return new NegotiatedPublisher(acceptance.transport(answer, media), tracks, AnsweredMedia.refused(media));
    }

    public String sdp() {
        return description.text();
    }

    private static PublisherOffer write(
            List<Offer.Line> lines,
            CodecPolicy policy,
            LocalTransport local,
            long version,
            @Nullable PeerTransport before) {
        SessionDescription description =
                new Offer(Flow.IN, new OfferedFormats(policy), local).write(lines, version, (line, media) -> {});
        return new PublisherOffer(description, policy, before);
    }
}
