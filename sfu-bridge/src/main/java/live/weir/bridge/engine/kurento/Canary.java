package live.weir.bridge.engine.kurento;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.kurento.client.KurentoClient;
import org.kurento.client.MediaPipeline;
import org.kurento.client.WebRtcEndpoint;
import reactor.core.publisher.Mono;

/**
 * Finds out whether a server works, by letting it do a little of its work: a pipeline, an endpoint, an offer. That its port
 * answers says nothing. On a connection of its own, since a server carries out one request of a connection after another.
 */
final class Canary {

    private static final int CPU_MILLIS = 200;
    private static final float PERCENT = 100;

    private final RpcConnection connection;
    private final KurentoClient client;
    private final Duration within;
    private volatile double cpu = -1;
    private volatile @Nullable Duration latest;

    Canary(RpcEndpoint endpoint, RpcSettings settings, NetworkThreads threads, Duration within) {
        this.connection = new RpcConnection(endpoint, settings, threads, new Deaf());
        this.client = KurentoClient.createFromJsonRpcClientHonoringClientTimeouts(new KurentoRpcClient(connection));
        this.within = within;
    }

    void start() {
        connection.start();
    }

    /** How long the latest took; null if it failed. */
    @Nullable
    Duration latest() {
        return latest;
    }

    /** Share of the server's processors, 0 to 1; negative before it was measured. */
    double cpu() {
        return cpu;
    }

    /** Never fails; completes with whether the server did it in time. */
    Mono<Boolean> probe() {
        return Mono.defer(() -> {
            long began = System.nanoTime();
            return sing().timeout(within)
                    .then(Mono.fromCallable(() -> {
                        latest = Duration.ofNanos(System.nanoTime() - began);
                        return true;
                    }))
                    .delayUntil(well -> measure())
                    .onErrorResume(failure -> {
                        latest = null;
                        return Mono.just(false);
                    });
        });
    }

    private Mono<Void> sing() {
        return Mono.usingWhen(
                Calls.<MediaPipeline>call(client::createMediaPipeline),
                pipeline -> Calls.<WebRtcEndpoint>call(new WebRtcEndpoint.Builder(pipeline)::buildAsync)
                        .flatMap(endpoint -> Calls.<String>call(endpoint::generateOffer))
                        .then(),
                pipeline -> Calls.tell(pipeline::release));
    }

    private Mono<Void> measure() {
        return Calls.<Float>call(measured -> client.getServerManager().getUsedCpu(CPU_MILLIS, measured))
                .timeout(within)
                .doOnNext(percent -> cpu = percent / PERCENT)
                .onErrorComplete()
                .then();
    }

    Mono<Void> close() {
        return connection.close();
    }

    /** The main connection hears what there is to hear. */
    private static final class Deaf implements RpcListener {

        @Override
        public void connected(boolean anew) {}

        @Override
        public void away() {}

        @Override
        public void lost() {}

        @Override
        public void notified(JsonObject notification) {}
    }
}
