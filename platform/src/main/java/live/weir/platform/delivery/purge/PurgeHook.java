package live.weir.platform.delivery.purge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import live.weir.platform.resilience.Knock;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** The other end: takes purges by POST, behind its guard. */
final class PurgeHook implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final int CONNECT_MILLIS = 2_000;

    /** Come back later: the hook is there, and has not judged. */
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final URI url;
    private final JsonMapper json;
    private final ConnectionProvider connections;
    private final HttpClient http;
    private final Guard guard;

    PurgeHook(URI url, PurgeSettings settings, ReactorResourceFactory resources, Guards guards, JsonMapper json) {
        this.url = url;
        this.json = json;
        this.connections = ConnectionProvider.builder("weir-purge")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(settings.mostWaiting())
                .pendingAcquireTimeout(settings.timeout())
                .build();
        this.http = HttpClient.create(connections)
                .runOn(resources.getLoopResources())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(settings.timeout())
                .headers(headers -> {
                    headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
                    if (settings.token() != null) {
                        headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + settings.token());
                    }
                });
        this.guard = guards.create(
                "cdn-purge",
                GuardPolicy.defaults().withTimeout(settings.timeout()),
                failure -> !(failure instanceof Refused),
                () -> Knock.at(url, resources.getLoopResources(), CONNECT_MILLIS));
    }

    /** It does not want this purge, now or ever. */
    static final class Refused extends RuntimeException {
        Refused(int status) {
            super("The hook answered " + status, null, false, false);
        }
    }

    /** Completes when the hook has taken it. */
    Mono<Void> post(PurgeOrder order) {
        return guard.call(http.post()
                .uri(url)
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json.writeValueAsBytes(order))))
                .responseSingle(
                        (response, body) -> body.then(judged(response.status().code()))));
    }

    private static Mono<Void> judged(int status) {
        if (status >= 200 && status < 300) {
            return Mono.empty();
        }
        return status >= 400 && status < 500 && !LATER.contains(status)
                ? Mono.error(new Refused(status))
                : Mono.error(new IOException("The hook answered " + status));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
