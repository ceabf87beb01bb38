package live.weir.load.webrtc;

import java.util.concurrent.CompletionStage;
import live.weir.load.dsl.OpenSession;
import live.weir.load.dsl.Step;

/** How it goes on with a user when media begins, never begins, or breaks. */
interface Course {

    /** Whether it is the user's first session: what that waits for is told, what later ones wait for is one row, {@code back}. */
    boolean isFirst();

    void begun(Step step, OpenSession session);

    void never(Step step, String awaited, String reason);

    /** @param since when the last picture came, or anything did, by {@link System#nanoTime} */
    void broke(Step step, String reason, long since);

    /** As {@link OpenSession#lost}. */
    CompletionStage<String> lost();
}
