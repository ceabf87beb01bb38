package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a peer's answer makes of an offer of this side. */
final class OfferAcceptance {

    private final Flow flow;
    private final SessionDescription offer;
    private final OfferedFormats formats;
    private final @Nullable PeerTransport before;

    OfferAcceptance(Flow flow, SessionDescription offer, OfferedFormats formats, @Nullable PeerTransport before) {
        this.flow = flow;
        this.offer = offer;
        this.formats = formats;
        this.before = before;
    }

    List<AnsweredMedia> media(SessionDescription answer) {
        if (answer.media().size() != offer.media().size()) {
            throw new SdpException("The offer has " + offer.media().size() + " m-lines, the answer "
                    + answer.media().size() + ".");
        }
        Set<String> bundle = Set.copyOf(answer.bundle());
        List<AnsweredMedia> media = new ArrayList<>();
        for (int index = 0; index < offer.media().size(); index++) {
            media.add(compare(index, offer.media().get(index), answer.media().get(index), bundle));
        }
        return media;
    }

    PeerTransport transport(SessionDescription answer, List<AnsweredMedia> media) {
        Set<String> bundle = new LinkedHashSet<>(answer.bundle());
        bundle.retainAll(media.stream()
                .filter(AnsweredMedia::isKept)
                .map(AnsweredMedia::mid)
                .toList());
        MediaDescription tagged = bundle.stream()
                .findFirst()
                .flatMap(answer::withMid)
                .orElseThrow(() -> new SdpException("The answer takes none of the m-lines."));
        PeerTransport transport =
                PeerTransport.of(answer, tagged, role(answer.transportOf(tagged).setup()));
        if (before != null) {
            new Predecessor(offer, before, Set.of()).check(transport);
        }
        return transport;
    }

    private DtlsRole role(@Nullable Setup answered) {
        if (answered != Setup.ACTIVE && answered != Setup.PASSIVE) {
            throw new SdpException("An answer says setup:active or setup:passive.");
        }
        DtlsRole role = answered == Setup.ACTIVE ? DtlsRole.SERVER : DtlsRole.CLIENT;
        if (before != null && before.role() != role) {
            throw new SdpException("The DTLS roles of a session stay as they are.");
        }
        return role;
    }

    private AnsweredMedia compare(int index, MediaDescription mine, MediaDescription theirs, Set<String> bundle) {
        if (mine.isOut() || theirs.isOut()) {
            return AnsweredMedia.out(index, theirs, mine.isOut() ? "it was refused before" : "the answer refuses it");
        }
        String mid = theirs.mid();
        if (mid == null || !mid.equals(mine.mid()) || theirs.kind() != mine.kind()) {
            throw new SdpException("The m-line at place " + index + " of the answer is not that of the offer.");
        }
        if (!bundle.contains(mid) || !theirs.multiplexing().rtcpMux()) {
            throw new SdpException("The m-line with the mid " + SdpException.quote(mid)
                    + " is not in the bundle, or has no a=rtcp-mux.");
        }
        return compareStreams(index, mine, theirs, mid);
    }

    private AnsweredMedia compareStreams(int index, MediaDescription mine, MediaDescription theirs, String mid) {
        List<NegotiatedCodec> codecs = codecs(mine, theirs);
        if (codecs.isEmpty()) {
            throw new SdpException("The m-line with the mid " + SdpException.quote(mid)
                    + " is answered with none of the codecs offered.");
        }
        Set<HeaderExtension> offered = new HashSet<>(mine.extensions());
        List<HeaderExtension> extensions = theirs.extensions().stream()
                .map(one -> new HeaderExtension(one.id(), null, one.uri()))
                .filter(offered::contains)
                .toList();
        boolean open = flow.isOpenedBy(theirs.direction());
        return new AnsweredMedia(
                index,
                theirs,
                mid,
                open ? AnsweredMedia.Outcome.FLOWS : AnsweredMedia.Outcome.IDLE,
                codecs,
                extensions,
                open ? "" : "its direction is " + theirs.direction().attribute());
    }

    /** Only under the payload types of the offer: a peer that sends uses those (RFC 3264 §6.1). */
    private List<NegotiatedCodec> codecs(MediaDescription mine, MediaDescription theirs) {
        List<PayloadFormat> known = theirs.payloads().stream()
                .filter(format -> mine.payloads().stream()
                        .anyMatch(own -> own.payloadType() == format.payloadType()
                                && own.codec().isLike(format.codec())))
                .toList();
        List<Codec> wanted =
                formats.of(mine.kind()).stream().map(NegotiatedCodec::codec).toList();
        return new CodecChoice(wanted, known).choose();
    }
}
