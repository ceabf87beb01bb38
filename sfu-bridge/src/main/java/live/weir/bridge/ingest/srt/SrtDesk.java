package live.weir.bridge.ingest.srt;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** Who decides. Called on the event loop: must not wait. */
public interface SrtDesk {

    /** Asked for each caller whose address is its own. */
    boolean admits(InetAddress from);

    /**
     * Asked once for each wish. The caller waits, three seconds as a rule.
     *
     * @return what takes the media, or fails with {@link SrtRefused}. If the caller has gone meanwhile, what took it is told of the end
     */
    CompletionStage<SrtMedia> publish(SrtWish wish, SrtLine line);
}
