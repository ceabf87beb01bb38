package live.weir.load.webrtc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.weir.load.dsl.OpenSession;
import live.weir.load.dsl.Step;

/** One session, and when it breaks the user is lost. */
final class OnlyOnce implements Course {

    private final CompletableFuture<String> lost = new CompletableFuture<>();

    @Override
    public boolean isFirst() {
        return true;
    }

    @Override
    public void begun(Step step, OpenSession session) {
        step.nextWith(step.name(), session);
    }

    @Override
    public void never(Step step, String awaited, String reason) {
        step.failed(awaited, reason);
        step.nextFailed();
    }

    @Override
    public void broke(Step step, String reason, long since) {
        if (lost.complete(reason)) {
            step.wentWrong("lost", reason);
        }
    }

    @Override
    public CompletionStage<String> lost() {
        return lost;
    }
}
