package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for every m-line of an offer whether it flows, idles or is out. Who flowed before keeps a place before newcomers get one. */
final class MediaChoice {

    private final Flow flow;
    private final SessionDescription offer;
    private final CodecPolicy policy;
    private final @Nullable Predecessor before;
    private final Set<String> bundle;

    MediaChoice(Flow flow, SessionDescription offer, CodecPolicy policy, @Nullable Predecessor before) {
        this.flow = flow;
        this.offer = offer;
        this.policy = policy;
        this.before = before;
        this.bundle = Set.copyOf(offer.bundle());
    }

    List<AnsweredMedia> choose() {
        List<AnsweredMedia> choice = new ArrayList<>();
        for (int index = 0; index < offer.media().size(); index++) {
            choice.add(consider(index, offer.media().get(index)));
        }
        admit(choice);
        return choice;
    }

    private AnsweredMedia consider(int index, MediaDescription media) {
        String mid = media.mid();
        if (media.isOut()) {
            return AnsweredMedia.out(index, media, "the offer takes it out");
        }
        if (media.kind() == MediaKind.OTHER) {
            return AnsweredMedia.out(index, media, "only audio and video are taken");
        }
        if (!media.line().isSecureRtp()) {
            return AnsweredMedia.out(index, media, "only RTP over DTLS-SRTP is taken");
        }
        if (mid == null || !bundle.contains(mid)) {
            return AnsweredMedia.out(index, media, "it is not in the bundle");
        }
        return considerCodecs(index, media, mid);
    }

    private AnsweredMedia considerCodecs(int index, MediaDescription media, String mid) {
        List<NegotiatedCodec> codecs = new CodecChoice(policy.of(media.kind()), media.payloads()).choose();
        if (codecs.isEmpty()) {
            return AnsweredMedia.out(index, media, "none of its codecs is taken here: " + names(media));
        }
        if (!media.multiplexing().rtcpMux()) {
            throw new SdpException("The m-line with the mid " + SdpException.quote(mid) + " has no a=rtcp-mux.");
        }
        List<HeaderExtension> extensions = new ExtensionChoice(flow, media, mid).choose();
        boolean open = flow.isOpenedBy(media.direction());
        return new AnsweredMedia(
                index,
                media,
                mid,
                open ? AnsweredMedia.Outcome.FLOWS : AnsweredMedia.Outcome.IDLE,
                codecs,
                extensions,
                open ? "" : "its direction is " + media.direction().attribute());
    }

    /** Holds the choice to the policy's bounds. */
    private void admit(List<AnsweredMedia> choice) {
        List<AnsweredMedia> waiting = choice.stream()
                .filter(AnsweredMedia::flows)
                .sorted(Comparator.comparing(one -> flowed(one.mid()) ? 0 : 1))
                .toList();
        Map<MediaKind, Integer> taken = new EnumMap<>(MediaKind.class);
        int all = 0;
        for (AnsweredMedia one : waiting) {
            int ofKind = taken.merge(one.offered().kind(), 1, Integer::sum);
            boolean full = flow == Flow.IN ? ofKind > policy.tracksPerKind() : all++ >= policy.viewerSlots();
            if (full) {
                choice.set(one.index(), refused(one));
            }
        }
    }

    /** An m-line of an earlier answer stays in the session, so that its turn may come. */
    private AnsweredMedia refused(AnsweredMedia one) {
        String reason = flow == Flow.IN
                ? "a publisher may send " + policy.tracksPerKind() + " of this kind"
                : "a viewer may receive " + policy.viewerSlots() + " m-lines";
        boolean known = before != null && before.keeps(one.mid());
        return known ? one.idle(reason) : AnsweredMedia.out(one.index(), one.offered(), reason);
    }

    private boolean flowed(String mid) {
        return before != null && before.flowing().contains(mid);
    }

    private static String names(MediaDescription media) {
        List<String> names = media.payloads().stream()
                .map(format -> format.codec().name())
                .distinct()
                .limit(8)
                .toList();
        return SdpException.quote(String.join(", ", names));
    }
}
