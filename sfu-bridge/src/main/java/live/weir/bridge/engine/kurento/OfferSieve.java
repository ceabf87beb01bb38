package live.weir.bridge.engine.kurento;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.sdp.Codec;
import live.weir.bridge.sdp.CodecPolicy;
import live.weir.bridge.sdp.IceCredentials;
import live.weir.bridge.sdp.LocalTransport;
import live.weir.bridge.sdp.MediaDescription;
import live.weir.bridge.sdp.MediaKind;
import live.weir.bridge.sdp.MediaLine;
import live.weir.bridge.sdp.NegotiatedCodec;
import live.weir.bridge.sdp.PayloadFormat;
import live.weir.bridge.sdp.PublishedTrack;
import live.weir.bridge.sdp.PublisherAnswer;
import live.weir.bridge.sdp.SdpException;
import live.weir.bridge.sdp.SessionDescription;
import live.weir.bridge.sdp.Simulcast;
import live.weir.bridge.sdp.ViewerAnswer;
import live.weir.bridge.sdp.ViewerSlot;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a client's offer what a server is given: checked by our own rules, with one sound and one picture, each in the one
 * codec of the stage. A server that has no choice cannot choose to transcode, and it never sees a line that we did not understand.
 * RTX stays in the offer as browsers write it: Kurento leaves it out of its answer, and sends again under the stream's own numbers.
 */
final class OfferSieve {

    /** The only header extension that a server uses, and the feedback that it understands. */
    private static final String SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    private static final Set<String> FEEDBACK = Set.of("nack", "nack pli", "ccm fir", "goog-remb");

    private static final LocalTransport NOBODY = new LocalTransport(
            1, new IceCredentials("nobody00", "nobodynobodynobodynobody"), List.of(), List.of(), false);

    private final CodecPolicy policy;

    OfferSieve(StagePolicy stage) {
        CodecPolicy standard = CodecPolicy.standard();
        this.policy = standard.withVideo(inOrder(standard.video(), stage.videoCodecs()))
                .withAudio(inOrder(standard.audio(), unwrapped(stage.audioCodecs())));
    }

    /** Kurento knows nothing of RED (RFC 2198): voices go in their own codec. */
    private static List<String> unwrapped(List<String> codecs) {
        return codecs.stream().filter(name -> !name.equalsIgnoreCase("red")).toList();
    }

    private static List<Codec> inOrder(List<Codec> known, List<String> names) {
        return names.stream()
                .flatMap(name -> known.stream().filter(codec -> codec.isNamed(name)))
                .toList();
    }

    /** @param video what the stage's pictures are in already; null if that is still open */
    SiftedOffer publisher(String offer, @Nullable String video) {
        SessionDescription description = parse(offer);
        return refusing(Reason.UNSUPPORTED, () -> {
            List<PublishedTrack> tracks =
                    PublisherAnswer.to(description, policy, NOBODY).negotiated().tracks();
            return sift(
                    description,
                    tracks.stream()
                            .map(track -> new Candidate(track.mid(), track.kind(), track.codecs()))
                            .toList(),
                    video);
        });
    }

    SiftedOffer viewer(String offer, @Nullable String video) {
        SessionDescription description = parse(offer);
        return refusing(Reason.UNSUPPORTED, () -> {
            int[] ssrcs = {0};
            List<ViewerSlot> slots = ViewerAnswer.to(description, policy, NOBODY, () -> ++ssrcs[0], "nobody")
                    .negotiated()
                    .slots();
            return sift(
                    description,
                    slots.stream()
                            .map(slot -> new Candidate(slot.mid(), slot.kind(), slot.codecs()))
                            .toList(),
                    video);
        });
    }

    private record Candidate(String mid, MediaKind kind, List<NegotiatedCodec> codecs) {}

    private static SiftedOffer sift(SessionDescription offer, List<Candidate> candidates, @Nullable String video) {
        List<SiftedOffer.Track> tracks = Stream.of(MediaKind.AUDIO, MediaKind.VIDEO)
                .flatMap(kind -> candidates.stream()
                        .filter(candidate -> candidate.kind() == kind)
                        .limit(1))
                .map(candidate -> choose(candidate, candidate.kind() == MediaKind.VIDEO ? video : null))
                .toList();
        if (tracks.isEmpty()) {
            throw new MediaException(Reason.UNSUPPORTED, "The offer has nothing that this stage takes.");
        }
        return new SiftedOffer(narrowed(offer, tracks).text(), tracks);
    }

    private static SiftedOffer.Track choose(Candidate candidate, @Nullable String wanted) {
        NegotiatedCodec codec = candidate.codecs().stream()
                .filter(one -> wanted == null || one.codec().isNamed(wanted))
                .findFirst()
                .orElseThrow(() -> new MediaException(
                        Reason.UNSUPPORTED, "The pictures of this stage are in " + wanted + ", which isn't offered."));
        return new SiftedOffer.Track(
                candidate.mid(), candidate.kind(), codec.payloadType(), codec.rtxPayloadType(), codec.codec());
    }

    private static SessionDescription narrowed(SessionDescription offer, List<SiftedOffer.Track> tracks) {
        List<String> mids = tracks.stream().map(SiftedOffer.Track::mid).toList();
        List<MediaDescription> media = new ArrayList<>();
        for (MediaDescription one : offer.media()) {
            media.add(tracks.stream()
                    .filter(track -> track.mid().equals(one.mid()))
                    .findFirst()
                    .map(track -> narrowed(one, track))
                    .orElseGet(() -> without(one)));
        }
        List<List<String>> bundles = offer.bundles().stream()
                .map(bundle -> bundle.stream().filter(mids::contains).toList())
                .filter(bundle -> !bundle.isEmpty())
                .toList();
        return new SessionDescription(
                offer.origin(), bundles, offer.iceLite(), offer.extmapAllowMixed(), offer.transport(), media);
    }

    private static MediaDescription narrowed(MediaDescription media, SiftedOffer.Track track) {
        List<PayloadFormat> payloads = media.payloads().stream()
                .filter(payload -> track.owns(payload.payloadType()))
                .map(payload -> new PayloadFormat(payload.payloadType(), understood(payload.codec())))
                .toList();
        MediaLine line = new MediaLine(
                media.line().media(),
                media.line().port(),
                media.line().protocol(),
                payloads.stream()
                        .map(payload -> Integer.toString(payload.payloadType()))
                        .toList());
        return rewritten(media, line, payloads);
    }

    private static Codec understood(Codec codec) {
        List<String> feedback =
                codec.feedback().stream().filter(FEEDBACK::contains).toList();
        return new Codec(codec.name(), codec.clockRate(), codec.channels(), codec.parameters(), feedback);
    }

    /** A port of 0 takes the m-line out, and the answer keeps its place. */
    private static MediaDescription without(MediaDescription media) {
        MediaLine line = new MediaLine(
                media.line().media(), 0, media.line().protocol(), media.line().formats());
        return rewritten(media, line, media.payloads());
    }

    /** Without layers of a simulcast: nobody could choose from them. */
    private static MediaDescription rewritten(MediaDescription media, MediaLine line, List<PayloadFormat> payloads) {
        return new MediaDescription(
                line,
                media.bandwidth(),
                media.mid(),
                media.direction(),
                media.transport(),
                media.multiplexing(),
                payloads,
                media.extensions().stream()
                        .filter(extension -> extension.uri().equals(SEND_TIME))
                        .toList(),
                media.msids(),
                media.sources(),
                media.groups().stream()
                        .filter(group -> !group.semantics().equals("SIM"))
                        .toList(),
                List.of(),
                new Simulcast(List.of(), List.of()),
                media.candidates());
    }

    static SessionDescription parse(String description) {
        return refusing(Reason.BAD_DESCRIPTION, () -> SessionDescription.parse(description));
    }

    /** @return what the work gives; what a description lacks becomes an answer to the client */
    static <T> T refusing(Reason reason, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdpException bad) {
            throw new MediaException(reason, String.valueOf(bad.getMessage()), bad);
        }
    }
}
