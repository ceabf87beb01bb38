package live.weir.platform.infrastructure.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import live.weir.platform.infrastructure.StartupFailure;

/** What a {@link Supervisor} must know of the service it keeps alive. All of it blocks, within bounds. */
interface EmbeddedService {

    String name();

    ChildLog log();

    /** Once: unpacks, creates what is missing. */
    void prepare() throws IOException, InterruptedException;

    /** Starts the server, after stopping whatever an earlier run left behind. */
    ChildProcess launch(int port) throws IOException, InterruptedException;

    /** Whether a server there accepts work now. */
    boolean answers(int port);

    /** How long a start may take, recovery after a crash included. */
    Duration startLimit();

    /** Whether a server that left with these last words is worth another try at once. */
    boolean isPassing(List<String> lastLines);

    /** The sentence for a server that does not start. */
    StartupFailure explain(int status, List<String> lastLines);

    StartupFailure explain(IOException failure);

    Endpoint endpoint(int port);
}
