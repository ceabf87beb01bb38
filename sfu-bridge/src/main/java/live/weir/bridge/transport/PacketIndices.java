package live.weir.bridge.transport;

import io.netty.util.collection.IntObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The packet indices of one direction by SSRC: a roll-over counter and a sequence number, 48 bits (RFC 3711 §3.3.1).
 * Belongs to one event loop.
 */
final class PacketIndices {

    /**
     * Sources that one direction may ever have; further ones are refused. A performer's camera takes six (three layers,
     * each with retransmissions), and every new share of a screen brings new ones.
     */
    static final int SOURCES = 512;

    private static final int HALF = 1 << 15;

    private final IntObjectHashMap<ReplayWindow> windows = new IntObjectHashMap<>();
    private int lastSource;
    private @Nullable ReplayWindow lastWindow;

    /** Null for a source that was never accepted. */
    @Nullable
    ReplayWindow find(int ssrc) {
        if (lastWindow != null && lastSource == ssrc) {
            return lastWindow;
        }
        ReplayWindow window = windows.get(ssrc);
        if (window != null) {
            remember(ssrc, window);
        }
        return window;
    }

    boolean isFull() {
        return windows.size() >= SOURCES;
    }

    /** Made only after a packet proved authentic: a stranger's packets cost no memory. */
    ReplayWindow add(int ssrc) {
        ReplayWindow window = new ReplayWindow();
        windows.put(ssrc, window);
        remember(ssrc, window);
        return window;
    }

    int size() {
        return windows.size();
    }

    /** The index that is nearest to the highest one so far; negative before the very first one. */
    static long estimate(@Nullable ReplayWindow window, int sequence) {
        long highest = window == null ? -1 : window.highest();
        if (highest < 0) {
            return sequence;
        }
        long rollOvers = highest >>> 16;
        int last = (int) highest & 0xffff;
        if (last < HALF) {
            return ((sequence - last > HALF ? rollOvers - 1 : rollOvers) << 16) | sequence;
        }
        return ((last - HALF > sequence ? rollOvers + 1 : rollOvers) << 16) | sequence;
    }

    private void remember(int ssrc, ReplayWindow window) {
        lastSource = ssrc;
        lastWindow = window;
    }
}
