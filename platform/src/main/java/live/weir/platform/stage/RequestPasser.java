package live.weir.platform.stage;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.problem.Problem;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Passes a request on and its answer back, both as they come. */
final class RequestPasser {

    /** A description of a session with every candidate there is has a tenth of it. */
    private static final long MAX_BODY = 256 << 10;

    private static final String SENT = RequestPasser.class.getName() + ".sent";

    private final PassingClient client;
    private final NodeGuards guards;
    private final Passport passport;
    private final ClientAddress addresses;
    private final NodeRegistry nodes;
    private final PassingMeters meters;

    RequestPasser(
            PassingClient client,
            NodeGuards guards,
            Passport passport,
            ClientAddress addresses,
            NodeRegistry nodes,
            PassingMeters meters) {
        this.client = client;
        this.guards = guards;
        this.passport = passport;
        this.addresses = addresses;
        this.nodes = nodes;
        this.meters = meters;
    }

    Mono<Void> pass(ServerWebExchange exchange, NodeId owner, URI url) {
        ServerHttpRequest request = exchange.getRequest();
        if (request.getHeaders().getContentLength() > MAX_BODY) {
            return Mono.error(tooLarge());
        }
        return headers(request)
                .flatMap(headers -> guards.of(owner, url)
                        .call(client.exchange(
                                request.getMethod(), target(url, request), onward -> send(exchange, headers, onward))))
                .doOnNext(answer -> meters.requestPassed())
                .doOnError(error -> meters.requestFailed())
                .flatMap(answer -> answer(exchange.getResponse(), answer));
    }

    /** What goes on to the owner, with the word on who the client is. */
    Mono<HttpHeaders> headers(ServerHttpRequest request) {
        String self = nodes.id().value();
        return passport.issue(self, addresses.of(request), request).map(client -> {
            HttpHeaders headers = PassedHeaders.of(request.getHeaders());
            headers.set(Passport.BY, self);
            headers.set(Passport.FOR, client);
            return headers;
        });
    }

    /** The path and query stay as they were written, so that what the owner signs and links is what the client sees. */
    static URI target(URI node, ServerHttpRequest request) {
        String base = node.toString();
        String query = request.getURI().getRawQuery();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + request.getURI().getRawPath()
                + (query == null ? "" : "?" + query));
    }

    /** Whether a node has seen any of it: then it is not to be sent again. */
    static boolean wasSent(ServerWebExchange exchange) {
        return exchange.getAttribute(SENT) != null;
    }

    private static Mono<Void> send(ServerWebExchange exchange, HttpHeaders headers, ClientHttpRequest onward) {
        exchange.getAttributes().put(SENT, true);
        ServerHttpRequest request = exchange.getRequest();
        onward.getHeaders().putAll(headers);
        boolean hasBody = request.getHeaders().getContentLength() > 0
                || request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
        return hasBody ? onward.writeWith(bounded(request.getBody())) : onward.setComplete();
    }

    private static Flux<DataBuffer> bounded(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            AtomicLong seen = new AtomicLong();
            return body.<DataBuffer>handle((buffer, sink) -> {
                if (seen.addAndGet(buffer.readableByteCount()) > MAX_BODY) {
                    DataBufferUtils.release(buffer);
                    sink.error(tooLarge());
                } else {
                    sink.next(buffer);
                }
            });
        });
    }

    static Mono<Void> answer(ServerHttpResponse response, ClientHttpResponse answer) {
        response.setStatusCode(answer.getStatusCode());
        PassedHeaders.of(answer.getHeaders())
                .forEach((name, values) -> response.getHeaders().put(name, values));
        return response.writeAndFlushWith(answer.getBody().map(Mono::just));
    }

    private static Problem tooLarge() {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "content-too-large",
                "Content too large",
                "At most " + MAX_BODY + " bytes are taken.");
    }
}
