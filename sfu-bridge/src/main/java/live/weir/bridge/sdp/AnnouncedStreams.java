package live.weir.bridge.sdp;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pairs the announced SSRCs of an m-line with those of their retransmissions. */
final class AnnouncedStreams {

    private AnnouncedStreams() {}

    static List<PublishedTrack.Stream> of(MediaDescription media) {
        Map<Long, Long> repairs = new HashMap<>();
        Set<Long> ssrcs = new LinkedHashSet<>();
        for (SourceGroup group : media.groups()) {
            if (group.isPair()) {
                repairs.putIfAbsent(group.ssrcs().get(0), group.ssrcs().get(1));
            } else if (group.semantics().equals(SourceGroup.SIMULCAST)) {
                ssrcs.addAll(group.ssrcs());
            }
        }
        media.sources().forEach(source -> ssrcs.add(source.ssrc()));
        repairs.values().forEach(ssrcs::remove);
        return ssrcs.stream()
                .map(ssrc -> new PublishedTrack.Stream(ssrc, repairs.get(ssrc)))
                .toList();
    }
}
