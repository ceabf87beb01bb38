package live.weir.platform.chat.room;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Where a request becomes a chat socket. It has passed all filters by then; afterwards its connection is taken over, and
 * nothing of the request stays in memory.
 */
final class ChatDoor implements WebHandler {

    static final String PROTOCOL = "weir.chat.v1";

    private static final String SCHEME = "Bearer ";
    private static final String VERSION = "13";

    private final SocketParts parts;
    private final ChannelService channels;
    private final ClientAddress addresses;

    ChatDoor(SocketParts parts, ChannelService channels, ClientAddress addresses) {
        this.parts = parts;
        this.channels = channels;
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            ServerHttpRequest request = exchange.getRequest();
            String key = keyOf(request);
            String slug = slugOf(exchange);
            return channels.bySlug(slug)
                    .hasElement()
                    .onErrorReturn(DependencyUnavailable.class, true) // told at the hello
                    .flatMap(exists ->
                            exists ? open(exchange, slug, key) : Mono.error(Problem.notFound("channel", slug)));
        });
    }

    private static String slugOf(ServerWebExchange exchange) {
        Map<String, String> variables = exchange.getRequiredAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables.getOrDefault("slug", "");
    }

    /** RFC 6455 §4.2.1. */
    private static String keyOf(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String key = headers.getFirst("Sec-WebSocket-Key");
        boolean upgrades = "websocket".equalsIgnoreCase(headers.getUpgrade())
                && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase);
        if (!HttpMethod.GET.equals(request.getMethod()) || !upgrades || key == null || key.isBlank()) {
            throw Problem.of(
                            HttpStatus.UPGRADE_REQUIRED,
                            "upgrade-required",
                            "Upgrade required",
                            "This is a WebSocket with the subprotocol " + PROTOCOL + ".")
                    .header(HttpHeaders.UPGRADE, "websocket")
                    .header("Sec-WebSocket-Version", VERSION);
        }
        if (!VERSION.equals(headers.getFirst("Sec-WebSocket-Version"))) {
            throw Problem.of(
                            HttpStatus.UPGRADE_REQUIRED,
                            "upgrade-required",
                            "Upgrade required",
                            "Only version 13 of WebSocket is spoken here.")
                    .header("Sec-WebSocket-Version", VERSION);
        }
        return key.strip();
    }

    private Mono<Void> open(ServerWebExchange exchange, String slug, String key) {
        ServerHttpRequest request = exchange.getRequest();
        boolean spoken = request.getHeaders().getOrEmpty("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .anyMatch(name -> name.strip().equals(PROTOCOL));
        InetAddress from = addresses.of(request);
        String bearer = bearer(request.getHeaders());
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        exchange.getResponse().setStatusCode(HttpStatus.SWITCHING_PROTOCOLS);
        return Mono.create(sink -> response.withConnection(connection -> {
            Channel channel = connection.channel();
            if (channel.pipeline().get(NettyPipeline.HttpCodec) == null) {
                sink.error(Problem.of(
                        HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
                        "http-version",
                        "HTTP/1.1 required",
                        "Sockets are upgraded from HTTP/1.1."));
                return;
            }
            channel.eventLoop().execute(() -> {
                Takeover.of(
                        channel,
                        key,
                        spoken ? PROTOCOL : null,
                        () -> spoken ? new ChatSocket(parts, slug, from, bearer).handler() : new ForeignSocket());
                sink.success();
            });
        }));
    }

    private static @Nullable String bearer(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        String value = values.size() == 1 ? values.get(0) : "";
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? value.substring(SCHEME.length()).strip()
                : null;
    }
}
