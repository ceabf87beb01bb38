package live.weir.platform.stage;

import java.time.Duration;
import live.weir.bridge.engine.MediaException;
import live.weir.bridge.engine.ServerGuards;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import reactor.core.publisher.Mono;

/** A guard for each media server. What a server refuses for good reasons shows it at work. */
final class KurentoGuards implements ServerGuards {

    /** To open a session takes several requests, and the server's search for its own addresses. */
    private static final GuardPolicy POLICY = GuardPolicy.defaults().withTimeout(Duration.ofSeconds(10));

    private final Guards guards;

    KurentoGuards(Guards guards) {
        this.guards = guards;
    }

    @Override
    public ServerGuard create(String server, Mono<?> probe) {
        Guard guard = guards.create("kurento-" + server, POLICY, KurentoGuards::isFailure, () -> probe);
        return new ServerGuard() {

            @Override
            public <T> Mono<T> call(Mono<T> work) {
                return guard.call(work);
            }

            @Override
            public void retire() {
                guards.retire(guard);
            }
        };
    }

    private static boolean isFailure(Throwable error) {
        return error instanceof MediaException failure && failure.reason() == MediaException.Reason.FAILED;
    }
}
