package live.weir.bridge.engine;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An engine whose media is moved by servers of their own. */
public interface ServedMediaEngine extends MediaEngine {

    /** Those that are known just now, by name. */
    List<MediaServer> servers();

    /** Whether a server takes new stages; fails with {@link MediaException.Reason#GONE} for one that isn't known. */
    Mono<Void> cordon(String server, boolean on);

    /** Cordons, and moves the stages away one after another: their sessions end, and clients make new ones. */
    Mono<Void> drain(String server);

    /** What operators count: names such as {@code transcoding}, from now on; what nobody takes in time is dropped. */
    Flux<String> incidents();
}
