package live.weir.bridge.engine.kurento;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.sdp.CandidateList;
import live.weir.bridge.sdp.IceCandidate;
import live.weir.bridge.sdp.MediaDescription;
import live.weir.bridge.sdp.SdpException;
import live.weir.bridge.sdp.SessionDescription;

/** A server's answer, checked against what it was asked, and with its candidates written into it. */
final class ServerAnswer {

    private ServerAnswer() {}

    /** @throws MediaException if it isn't an answer to the offer */
    static SessionDescription check(String answer, SiftedOffer offer) {
        SessionDescription description;
        try {
            description = SessionDescription.parse(answer);
        } catch (SdpException garbage) {
            throw new MediaException(Reason.FAILED, "The media server's answer cannot be read.", garbage);
        }
        for (SiftedOffer.Track track : offer.tracks()) {
            boolean taken = description.withMid(track.mid()).stream()
                    .anyMatch(media -> media.kind() == track.kind() && takes(media, track));
            if (!taken) {
                throw new MediaException(
                        Reason.FAILED,
                        "The media server does not take " + track.codec().name() + ".");
            }
        }
        return description;
    }

    private static boolean takes(MediaDescription media, SiftedOffer.Track track) {
        return !media.isOut()
                && media.payloads().stream().allMatch(payload -> track.owns(payload.payloadType()))
                && media.payloads().stream()
                        .anyMatch(
                                payload -> payload.codec().isNamed(track.codec().name()));
    }

    /** All m-lines share the first one's way. */
    static String with(SessionDescription answer, List<IceCandidate> candidates) {
        List<MediaDescription> media = new ArrayList<>();
        boolean written = false;
        for (MediaDescription one : answer.media()) {
            boolean here = !written && !one.isOut();
            written |= here;
            media.add(here ? with(one, new CandidateList(candidates, true)) : one);
        }
        return new SessionDescription(
                        answer.origin(),
                        answer.bundles(),
                        answer.iceLite(),
                        answer.extmapAllowMixed(),
                        answer.transport(),
                        media)
                .text();
    }

    private static MediaDescription with(MediaDescription media, CandidateList candidates) {
        return new MediaDescription(
                media.line(),
                media.bandwidth(),
                media.mid(),
                media.direction(),
                media.transport(),
                media.multiplexing(),
                media.payloads(),
                media.extensions(),
                media.msids(),
                media.sources(),
                media.groups(),
                media.rids(),
                media.simulcast(),
                candidates);
    }
}
