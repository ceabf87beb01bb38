package live.weir.bridge.sdp;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Hands out SSRCs of this side, each once. */
final class SsrcPool {

    private static final int MOST_TRIES = 100;

    private final LongSupplier source;
    private final Set<Long> taken = new HashSet<>();

    SsrcPool(LongSupplier source) {
        this.source = source;
    }

    void keep(ViewerSlot slot) {
        taken.add(slot.ssrc());
        Long rtx = slot.rtxSsrc();
        if (rtx != null) {
            taken.add(rtx);
        }
    }

    /** 0 stays unused: some peers take it for none. */
    long next() {
        for (int i = 0; i < MOST_TRIES; i++) {
            long ssrc = source.getAsLong() & Source.HIGHEST_SSRC;
            if (ssrc != 0 && taken.add(ssrc)) {
                return ssrc;
            }
        }
        throw new IllegalStateException("The supplier of SSRCs repeats itself.");
    }
}
