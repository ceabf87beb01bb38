package live.weir.bridge.sdp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What this side makes of one m-line of its peer.
 *
 * @param mid empty unless the m-line is kept
 * @param outcome whether it flows, stays in the session idle, or is out
 * @param extensions as they go into an answer
 * @param reason why it does not flow; empty if it does
 */
record AnsweredMedia(
        int index,
        MediaDescription offered,
        String mid,
        Outcome outcome,
        List<NegotiatedCodec> codecs,
        List<HeaderExtension> extensions,
        String reason) {

    enum Outcome {
        FLOWS,
        IDLE,
        OUT
    }

    static AnsweredMedia out(int index, MediaDescription offered, String reason) {
        return new AnsweredMedia(index, offered, "", Outcome.OUT, List.of(), List.of(), reason);
    }

    AnsweredMedia idle(String why) {
        return new AnsweredMedia(index, offered, mid, Outcome.IDLE, codecs, extensions, why);
    }

    boolean isKept() {
        return outcome != Outcome.OUT;
    }

    boolean flows() {
        return outcome == Outcome.FLOWS;
    }

    Map<RtpExtension, Integer> extensionIds() {
        Map<RtpExtension, Integer> ids = new EnumMap<>(RtpExtension.class);
        extensions.forEach(one -> RtpExtension.of(one.uri()).ifPresent(extension -> ids.put(extension, one.id())));
        return ids;
    }

    static List<AnsweredMedia> flowing(List<AnsweredMedia> all) {
        return all.stream().filter(AnsweredMedia::flows).toList();
    }

    static List<RefusedMedia> refused(List<AnsweredMedia> all) {
        return all.stream()
                .filter(one -> !one.flows())
                .map(AnsweredMedia::refused)
                .toList();
    }

    private RefusedMedia refused() {
        return new RefusedMedia(index, offered.mid(), !isKept(), reason);
    }
}
