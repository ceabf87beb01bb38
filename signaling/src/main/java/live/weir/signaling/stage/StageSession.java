package live.weir.signaling.stage;

import live.weir.bridge.engine.MediaSession;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A media session of somebody's; its fields belong to the stage's mailbox. */
abstract class StageSession {

    final String name;
    final ClientShares.Share share;
    private @Nullable Disposable listening;
    boolean over;

    StageSession(String name, ClientShares.Share share) {
        this.name = name;
        this.share = share;
    }

    abstract MediaSession media();

    void listens(Disposable listener) {
        listening = listener;
    }

    /** Whatever came of it, it counts no more. */
    void release() {
        over = true;
        share.giveBack();
        Disposable listener = listening;
        if (listener != null) {
            listener.dispose();
        }
    }
}
