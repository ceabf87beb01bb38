package live.weir.bridge.engine.kurento;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Who we are to servers that several nodes share. What is made on them is tagged with it, so that nobody's media outlives its
 * owner and nobody tidies away what is another's.
 *
 * @param house all nodes that share their Redis; what another house has on a server is none of our business
 * @param name of this node
 * @param epoch of this run of it
 * @param lives whether another node is still there; an error or nothing counts as yes
 */
record Owner(String house, String name, String epoch, Function<String, Mono<Boolean>> lives) {

    static final String HOUSE_TAG = "weir.house";
    static final String NAME_TAG = "weir.owner";
    static final String EPOCH_TAG = "weir.epoch";
    static final String STAGE_TAG = "weir.stage";
}
