package live.weir.signaling.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.signaling.protocol.ServerMessage.Track;
import org.jspecify.annotations.Nullable;

/** What somebody watches. */
final class View extends StageSession {

    /** Null for somebody who came by WHEP. */
    final @Nullable Seat seat;

    final ViewSession session;
    /** By mid. */
    final Map<String, Track> shown = new LinkedHashMap<>();

    WatchWish wish;
    /** What the engine was told last. */
    ViewChoice told;

    boolean telling;
    boolean tracksDue;

    View(
            String name,
            ClientShares.Share share,
            @Nullable Seat seat,
            ViewSession session,
            WatchWish wish,
            ViewChoice told) {
        super(name, share);
        this.seat = seat;
        this.session = session;
        this.wish = wish;
        this.told = told;
    }

    @Override
    ViewSession media() {
        return session;
    }

    /** Sees backstage too. */
    boolean isPerformers() {
        return seat != null && seat.performs();
    }
}
