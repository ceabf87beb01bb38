package live.weir.bridge.engine.kurento;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.kurento.client.KurentoClient;
import org.kurento.client.MediaPipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Releases what was left on a server: pipelines of an earlier run of this node, of a node that is no more, and those that were
 * made for us without our hearing of it. Uses a session of its own that ends with the sweep, because to list pipelines is to hold
 * them (a server frees what no session holds, after minutes).
 */
final class Janitor {

    private static final Logger log = LoggerFactory.getLogger(Janitor.class);

    private final RpcEndpoint endpoint;
    private final ServerParts parts;
    private final Predicate<String> isKnown;
    /** That were nobody's at the last sweep: one that is just being made, and a node that is just starting, get until the next. */
    private Set<String> suspects = Set.of();

    Janitor(RpcEndpoint endpoint, ServerParts parts, Predicate<String> isKnown) {
        this.endpoint = endpoint;
        this.parts = parts;
        this.isKnown = isKnown;
    }

    /** Never fails; at most one at a time. */
    Mono<Void> sweep() {
        return Mono.usingWhen(
                        Mono.fromCallable(this::connect),
                        session -> session.whenOpen()
                                .then(Mono.defer(() -> sweep(session.client)))
                                .timeout(parts.rpc().request().multipliedBy(4)),
                        session -> session.connection.close())
                .doOnError(failure -> log.debug("No sweep of {}: {}", endpoint.name(), failure.getMessage()))
                .onErrorComplete();
    }

    private Session connect() {
        Session session = new Session(endpoint, parts);
        session.connection.start();
        return session;
    }

    private Mono<Void> sweep(KurentoClient client) {
        Set<String> strange = new HashSet<>();
        return Calls.<List<MediaPipeline>>call(
                        pipelines -> client.getServerManager().getPipelines(pipelines))
                .flatMapMany(Flux::fromIterable)
                .concatMap(pipeline -> look(pipeline, strange))
                .doOnComplete(() -> suspects = Set.copyOf(strange))
                .then();
    }

    private Mono<Void> look(MediaPipeline pipeline, Set<String> strange) {
        return Mono.zip(tag(pipeline, Owner.HOUSE_TAG), tag(pipeline, Owner.NAME_TAG), tag(pipeline, Owner.EPOCH_TAG))
                .filter(tags -> tags.getT1().equals(parts.owner().house()))
                .flatMap(tags -> isLeft(pipeline.getId(), tags.getT2(), tags.getT3(), strange))
                .filter(left -> left)
                .flatMap(left -> Calls.tell(pipeline::release)
                        .doOnSuccess(
                                done -> log.info("Released {} that was left on {}", pipeline.getId(), endpoint.name())))
                .onErrorComplete()
                .then();
    }

    /** Empty for a tag that isn't there: servers answer that with an error. */
    private static Mono<String> tag(MediaPipeline pipeline, String name) {
        return Calls.<String>call(value -> pipeline.getTag(name, value))
                .onErrorResume(RpcFailure.class, none -> Mono.empty())
                .filter(value -> !value.isEmpty());
    }

    /** Of an earlier run of ours at once; else what seems to be nobody's now must have seemed so at the last sweep too. */
    private Mono<Boolean> isLeft(String pipeline, String owner, String epoch, Set<String> strange) {
        if (owner.equals(parts.owner().name())) {
            boolean ofNow = epoch.equals(parts.owner().epoch());
            return Mono.just(!ofNow || (!isKnown.test(pipeline) && wasStrange(pipeline, strange)));
        }
        return parts.owner()
                .lives()
                .apply(owner)
                .onErrorReturn(true) // nobody can tell
                .map(lives -> !lives && wasStrange(pipeline, strange));
    }

    private boolean wasStrange(String pipeline, Set<String> strange) {
        strange.add(pipeline);
        return suspects.contains(pipeline);
    }

    private static final class Session implements RpcListener {

        private final RpcConnection connection;
        private final KurentoClient client;
        private final Sinks.Empty<Void> open = Sinks.empty();

        Session(RpcEndpoint endpoint, ServerParts parts) {
            this.connection = new RpcConnection(endpoint, parts.rpc(), parts.threads(), this);
            this.client = KurentoClient.createFromJsonRpcClientHonoringClientTimeouts(new KurentoRpcClient(connection));
        }

        Mono<Void> whenOpen() {
            return open.asMono();
        }

        @Override
        public void connected(boolean anew) {
            open.tryEmitEmpty();
        }

        @Override
        public void away() {
            open.tryEmitError(RpcFailure.of(RpcFailure.Kind.LOST, "The connection went"));
        }

        @Override
        public void lost() {}

        @Override
        public void notified(JsonObject notification) {}
    }
}
