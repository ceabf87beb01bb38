package live.weir.load.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import live.weir.load.reach.Reach;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Requests within reach, each with a deadline and a bound for its body. Redirects are not followed: they are answers. */
public final class HttpCaller implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Reach reach;
    private final LoopResources loops;
    private final ConnectionProvider connections;
    private final HttpClient client;

    public HttpCaller(Reach reach, int mostConnections) {
        this.reach = reach;
        this.loops = LoopResources.create(
                "load-http", Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
        this.connections = ConnectionProvider.builder("load")
                .maxConnections(mostConnections)
                .pendingAcquireMaxCount(mostConnections)
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        this.client = HttpClient.create(connections)
                .runOn(loops)
                .followRedirect(false)
                .compress(true)
                .option(io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis());
    }

    public Mono<Reply> get(URI uri, Map<String, String> headers, Duration patience, int largest) {
        return send(HttpMethod.GET, uri, headers, "", patience, largest);
    }

    /** Errors with one line for the report. */
    public Mono<Reply> send(
            HttpMethod method, URI uri, Map<String, String> headers, String body, Duration patience, int largest) {
        return Mono.defer(() -> client.headers(all -> headers.forEach(all::set))
                        .request(method)
                        .uri(reach.check(uri))
                        .send((request, outbound) -> body.isEmpty()
                                ? outbound
                                : outbound.send(
                                        Mono.fromSupplier(() -> Unpooled.copiedBuffer(body, StandardCharsets.UTF_8))))
                        .response((response, content) -> collect(content.asByteArray(), largest)
                                .map(bytes ->
                                        new Reply(uri, response.status().code(), response.responseHeaders(), bytes)))
                        .singleOrEmpty())
                .timeout(patience)
                .onErrorMap(failed -> explained(failed, uri, patience));
    }

    private static Mono<byte[]> collect(Flux<byte[]> content, int largest) {
        return content.reduceWith(ByteArrayOutputStream::new, (all, part) -> {
                    if (all.size() + part.length > largest) {
                        throw new HttpFailure("The response is larger than " + largest + " bytes");
                    }
                    all.writeBytes(part);
                    return all;
                })
                .map(ByteArrayOutputStream::toByteArray);
    }

    static Throwable explained(Throwable failed, URI uri, Duration patience) {
        String where = uri.getHost() + ":" + port(uri);
        if (failed instanceof TimeoutException) {
            return new HttpFailure("No answer from " + where + " within " + patience.toMillis() + " ms");
        }
        if (failed instanceof ConnectException) {
            return new HttpFailure("Nobody listens at " + where);
        }
        if (failed instanceof java.net.UnknownHostException) {
            return new HttpFailure("There is no host " + uri.getHost());
        }
        if (failed instanceof reactor.netty.http.client.PrematureCloseException) {
            return new HttpFailure(where + " closed the connection before it answered");
        }
        return failed;
    }

    static int port(URI uri) {
        return uri.getPort() > 0
                ? uri.getPort()
                : "https".equals(uri.getScheme()) || "wss".equals(uri.getScheme()) ? 443 : 80;
    }

    Reach reach() {
        return reach;
    }

    LoopResources loops() {
        return loops;
    }

    @Override
    public void close() {
        connections.dispose();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(Duration.ofSeconds(3));
    }
}
