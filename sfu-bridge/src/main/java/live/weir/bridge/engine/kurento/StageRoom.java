package live.weir.bridge.engine.kurento;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.MediaException.Reason;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.StagePolicy;

/** How many a stage takes, counting those whose server has not answered yet. In the stage's mailbox only. */
final class StageRoom {

    private final StagePolicy policy;
    private final Map<PerformerId, Integer> performersToCome = new HashMap<>();
    private int viewersToCome;

    StageRoom(StagePolicy policy) {
        this.policy = policy;
    }

    /** Keeps a place for who is about to publish, until it {@link #performerCame}. */
    void expectPerformer(PerformerId performer, Set<PerformerId> there) {
        Set<PerformerId> all = new LinkedHashSet<>(there);
        all.addAll(performersToCome.keySet());
        if (!all.contains(performer) && all.size() >= policy.maxPublications()) {
            throw new MediaException(Reason.OVERLOADED, "The stage has no room for another performer.");
        }
        performersToCome.merge(performer, 1, Integer::sum);
    }

    void performerCame(PerformerId performer) {
        performersToCome.computeIfPresent(performer, (who, count) -> count > 1 ? count - 1 : null);
    }

    boolean expects(PerformerId performer) {
        return performersToCome.containsKey(performer);
    }

    boolean expectsPerformers() {
        return !performersToCome.isEmpty();
    }

    /** Keeps a place for a viewer, until it {@link #viewerCame}. */
    void expectViewer(int there) {
        if (there + viewersToCome >= policy.maxViewers()) {
            throw new MediaException(Reason.OVERLOADED, "The stage has no room for another viewer.");
        }
        viewersToCome++;
    }

    void viewerCame() {
        viewersToCome--;
    }
}
