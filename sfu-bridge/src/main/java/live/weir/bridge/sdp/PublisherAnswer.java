package live.weir.bridge.sdp;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer to a publisher's offer: this side receives. */
public record PublisherAnswer(SessionDescription description, NegotiatedPublisher negotiated, CodecPolicy policy) {

    /** @throws SdpException if nothing of the offer can be taken, or if it breaks a rule that all m-lines share */
    public static PublisherAnswer to(SessionDescription offer, CodecPolicy policy, LocalTransport local) {
        return answer(offer, policy, local, null);
    }

    /**
     * The answer to a later offer on the same session, which keeps what was agreed. If {@link PeerTransport#isRestartedBy} says so, the
     * local transport has to bring new credentials.
     */
    public PublisherAnswer next(SessionDescription offer, LocalTransport local) {
        Set<String> flowing =
                negotiated.tracks().stream().map(PublishedTrack::mid).collect(Collectors.toUnmodifiableSet());
        return answer(offer, policy, local, new Predecessor(description, negotiated.transport(), flowing));
    }

    /** The same after the peer changed its credentials without an offer: by these a later one is recognised. */
    public PublisherAnswer restarted(IceCredentials peers) {
        NegotiatedPublisher anew =
                new NegotiatedPublisher(negotiated.transport().with(peers), negotiated.tracks(), negotiated.refused());
        return new PublisherAnswer(description, anew, policy);
    }

    public String sdp() {
        return description.text();
    }

    private static PublisherAnswer answer(
            SessionDescription offer, CodecPolicy policy, LocalTransport local, @Nullable Predecessor before) {
        if (before != null) {
            before.check(offer);
        }
        List<AnsweredMedia> choice = new MediaChoice(Flow.IN, offer, policy, before).choose();
        Answer answer =
                Answer.to(offer, choice, local, before, (media, builder) -> receive(builder, layers(media, policy)));
        List<PublishedTrack> tracks = AnsweredMedia.flowing(choice).stream()
                .map(media -> PublishedTrack.of(media, layers(media, policy)))
                .toList();
        List<RefusedMedia> refused = AnsweredMedia.refused(choice);
        return new PublisherAnswer(
                answer.description(), new NegotiatedPublisher(answer.transport(), tracks, refused), policy);
    }

    private static void receive(MediaBuilder media, List<String> rids) {
        media.direction(Direction.RECVONLY);
        rids.forEach(rid -> media.rids().add(new Rid(rid, false, "")));
        media.simulcast(new Simulcast(
                List.of(),
                rids.stream().map(rid -> new Simulcast.Layer(rid, false)).toList()));
    }

    /** Layers are told apart by the header extension alone: without it there is no simulcast. */
    private static List<String> layers(AnsweredMedia media, CodecPolicy policy) {
        if (!media.extensionIds().containsKey(RtpExtension.RTP_STREAM_ID)) {
            return List.of();
        }
        Set<String> sent = media.offered().rids().stream()
                .filter(Rid::sent)
                .map(Rid::id)
                .filter(rid -> rid.length() <= RtpExtension.LONGEST_VALUE)
                .collect(Collectors.toUnmodifiableSet());
        return media.offered().simulcast().sent().stream()
                .map(Simulcast.Layer::rid)
                .filter(sent::contains)
                .distinct()
                .limit(policy.layers())
                .toList();
    }
}
