package live.weir.bridge.sdp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes slots: counts those of each kind, and gives the first sound and the first picture one stream name, and so on. */
final class SlotMaker {

    private final SsrcPool ssrcs;
    private final Map<MediaKind, Integer> made = new EnumMap<>(MediaKind.class);

    SlotMaker(SsrcPool ssrcs) {
        this.ssrcs = ssrcs;
    }

    ViewerSlot make(
            String mid,
            int index,
            MediaKind kind,
            List<NegotiatedCodec> codecs,
            Map<RtpExtension, Integer> extensions) {
        long ssrc = ssrcs.next();
        @Nullable Long rtx = NegotiatedCodec.anyRepairs(codecs) ? ssrcs.next() : null;
        return new ViewerSlot(mid, index, kind, codecs, extensions, ssrc, rtx, name(kind));
    }

    /** Counts an m-line that gets no new slot, so that names stay with their places. */
    Msid name(MediaKind kind) {
        int number = made.merge(kind, 1, Integer::sum);
        return new Msid("stage-" + number, kind.word() + "-" + number);
    }
}
