package live.weir.load.dsl;

import java.util.concurrent.CompletionStage;

/** What an action leaves in a user's session under its name, until another one ends it or the user goes. */
public interface OpenSession extends AutoCloseable {

    /** Completes with the reason if the server is lost; never if the user ends it. */
    CompletionStage<String> lost();

    /** May be called from any thread, and more than once; does not block. */
    @Override
    void close();
}
