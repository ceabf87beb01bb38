package live.weir.platform.stage;

import static live.weir.testing.Eventually.eventually;
import static live.weir.testing.Now.done;
import static live.weir.testing.Now.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.resilience.Recurring;
import live.weir.platform.testing.TestNode;
import live.weir.platform.testing.TestServers;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.IpAddresses;
import live.weir.signaling.stage.ChannelCard;
import live.weir.signaling.stage.Lease;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * A node passes what belongs to a stage to the node that owns it. The owner here is a bare server that shows what arrives,
 * under another node's lease; that real nodes believe one another's word is shown at the end.
 */
class PassingTest {

    private static final String SLUG = "passed-on";

    private static TestServers servers;
    private static TestNode node;
    private static TestNode other;
    private static ChannelCard channel;

    private final Queue<Map<String, String>> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
    private final AtomicReference<String> closed = new AtomicReference<>("");
    private DisposableServer owner;
    private final Disposable.Swap renewal = Disposables.swap();
    private LeaseBoard boards;
    private Lease lease;

    @BeforeAll
    static void start() {
        servers = TestServers.own("passing");
        String postgres = servers.freshPostgresUrl();
        String redis = servers.freshRedisUrl();
        node = TestNode.start(
                postgres,
                redis,
                "--weir.admission.country-header=CF-IPCountry",
                "--weir.web.trusted-proxies=127.0.0.1");
        other = TestNode.start(
                postgres,
                redis,
                "--weir.admission.country-header=CF-IPCountry",
                "--weir.web.trusted-proxies=10.0.0.0/8");
        node.register("petra");
        node.createChannel(node.signIn("petra"), SLUG, "Passed on");
        channel = new ChannelCard(
                now(node.bean(ChannelService.class).bySlug(SLUG)).id().toString(), SLUG, "Passed on");
    }

    @AfterAll
    static void stop() {
        node.close();
        other.close();
        servers.close();
    }

    @BeforeEach
    void anotherNodeOwnsTheStage() throws Exception {
        owner = HttpServer.create()
                .doOnConnection(connections::add)
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.route(request -> true, (request, response) -> {
                    arrived.add(seen(request));
                    if (request.uri().startsWith("/ws/stage/" + SLUG + "?refused")) {
                        return response.status(503).header("Retry-After", "7").send();
                    }
                    if (request.uri().startsWith("/ws/")) {
                        return response.sendWebsocket(
                                (in, out) -> {
                                    in.receiveCloseStatus()
                                            .subscribe(status -> closed.set(status.code() + " " + status.reasonText()));
                                    return out.sendString(in.receive()
                                                    .asString()
                                                    .flatMap(text -> text.equals("bye")
                                                            ? out.sendClose(4001, "as you say")
                                                                    .then(Mono.empty())
                                                            : Mono.just("echo " + text)))
                                            .then();
                                },
                                WebsocketServerSpec.builder()
                                        .protocols("weir.stage.v1")
                                        .build());
                    }
                    return request.receive()
                            .aggregate()
                            .asString()
                            .defaultIfEmpty("")
                            .flatMap(body -> response.status(201)
                                    .header("Location", "/whip/" + SLUG + "/sessions/s1")
                                    .header("ETag", "\"one\"")
                                    .header("Connection", "close")
                                    .sendString(Mono.just("answer to " + body))
                                    .then());
                }))
                .bindNow();
        boards = LeaseBoardFixture.another(node, "http://127.0.0.1:" + owner.port());
        lease = now(boards.take(channel.id(), 0));
        renewal.update(Recurring.every(
                "The other node's renewal",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                round -> boards.renew(lease)));
        node.bean(StageHolders.class).forget(channel.id());
        arrived.clear();
    }

    @AfterEach
    void theOwnerGoes() {
        renewal.dispose();
        done(boards.release(lease));
        owner.disposeNow();
        node.bean(StageHolders.class).forget(channel.id());
    }

    private static Map<String, String> seen(HttpServerRequest request) {
        Map<String, String> seen = new HashMap<>();
        request.requestHeaders()
                .forEach(header -> seen.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        seen.put(":method", request.method().name());
        seen.put(":uri", request.uri());
        return seen;
    }

    @Test
    void a_request_goes_to_the_owner_and_its_answer_comes_back_as_it_is() {
        whip("offer")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/whip/" + SLUG + "/sessions/s1")
                .expectHeader()
                .valueEquals("ETag", "\"one\"")
                .expectBody(String.class)
                .isEqualTo("answer to offer");
        Map<String, String> request = Objects.requireNonNull(arrived.poll());
        assertThat(request)
                .containsEntry(":method", "POST")
                .containsEntry(":uri", "/whip/" + SLUG + "?x=%2F1")
                .containsEntry("authorization", "Bearer some-key")
                .containsEntry("content-type", "application/sdp")
                .containsKeys(Passport.BY.toLowerCase(Locale.ROOT), Passport.FOR.toLowerCase(Locale.ROOT));
        assertThat(node.client()
                        .patch()
                        .uri("/whep/" + SLUG + "/sessions/s9")
                        .bodyValue("candidate")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .isEqualTo("answer to candidate");
        node.client()
                .delete()
                .uri("/whep/" + SLUG + "/sessions/s9")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    void what_is_too_large_is_refused_on_the_way() {
        whip("x".repeat(300_000)).expectStatus().isEqualTo(413);
        node.client()
                .post()
                .uri("/whip/" + SLUG)
                .contentType(MediaType.parseMediaType("application/sdp"))
                .body(Flux.range(0, 400).map(i -> "x".repeat(1024)), String.class)
                .exchange()
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void an_owner_that_cannot_be_reached_is_a_503_that_says_come_back_at_once() {
        owner.disposeNow();
        whip("offer")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:weir:problem:stage-elsewhere");
    }

    @Test
    void an_owner_without_an_address_is_told_of_in_a_sentence() {
        done(boards.release(lease));
        boards = LeaseBoardFixture.another(node, "");
        lease = now(boards.take(channel.id(), 0));
        node.bean(StageHolders.class).forget(channel.id());
        whip("offer")
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("weir.cluster.url"));
    }

    @Test
    void frames_go_both_ways_and_a_close_goes_on_with_its_code() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Sinks.Many<String> said = Sinks.many().unicast().onBackpressureBuffer();
        AtomicReference<String> protocol = new AtomicReference<>();
        Mono<CloseStatus> status = socket("/ws/stage/" + SLUG, said, heard, protocol);
        said.tryEmitNext("one").orThrow();
        said.tryEmitNext("x".repeat(60_000)).orThrow();
        said.tryEmitNext("bye").orThrow();
        CloseStatus end = now(status);
        assertThat(protocol).hasValue("weir.stage.v1");
        assertThat(heard).containsExactly("echo one", "echo " + "x".repeat(60_000));
        assertThat(end.getCode()).isEqualTo(4001);
        assertThat(end.getReason()).isEqualTo("as you say");
    }

    @Test
    void an_owner_that_dies_closes_the_clients_socket_with_come_back() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Sinks.Many<String> said = Sinks.many().unicast().onBackpressureBuffer();
        Mono<CloseStatus> status = socket("/ws/stage/" + SLUG, said, heard, new AtomicReference<>())
                .cache();
        status.subscribe();
        said.tryEmitNext("one").orThrow();
        eventually(() -> assertThat(heard).hasSize(1));
        connections.forEach(Connection::dispose);
        assertThat(now(status).getCode()).isEqualTo(WebSocketCloseStatus.SERVICE_RESTART.code());
    }

    @Test
    void a_client_that_leaves_is_told_to_the_owner() throws Exception {
        done(new ReactorNettyWebSocketClient()
                .execute(uri("/ws/stage/" + SLUG), speaking(session -> session.close(new CloseStatus(4002, "gone")))));
        eventually(() -> assertThat(closed).hasValue("4002 gone"));
    }

    @Test
    void an_upgrade_that_the_owner_refuses_is_refused_the_same_way() {
        node.client()
                .get()
                .uri("/ws/stage/" + SLUG + "?refused")
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "7");
    }

    @Test
    void whoever_claims_to_have_passed_a_request_on_without_a_signature_is_not_believed() {
        node.client()
                .post()
                .uri("/whip/" + SLUG)
                .header(Passport.BY, "somebody")
                .header(Passport.FOR, "1;192.0.2.66;00")
                .bodyValue("offer")
                .exchange()
                .expectStatus()
                .isCreated();
        assertThat(Objects.requireNonNull(arrived.poll()).get(Passport.FOR.toLowerCase(Locale.ROOT)))
                .doesNotContain("192.0.2.66");
    }

    @Test
    void nodes_believe_one_another_about_the_client_and_nobody_else() {
        MockServerHttpRequest from = MockServerHttpRequest.post("/whip/" + SLUG)
                .remoteAddress(peer("127.0.0.1"))
                .header("X-Forwarded-For", "192.0.2.66")
                .header("CF-IPCountry", "PT")
                .build();
        HttpHeaders headers = now(node.bean(RequestPasser.class).headers(from));

        ServerHttpRequest believed = atTheOther(SLUG, headers);
        assertThat(other.bean(ClientAddress.class).of(believed).getHostAddress())
                .isEqualTo("192.0.2.66");
        assertThat(believed.getHeaders().getFirst("CF-IPCountry")).isEqualTo("PT");
        assertThat(other.bean(DoorCredentials.class).of(believed).headers()).isEqualTo(Map.of("cf-ipcountry", "PT"));

        HttpHeaders altered = new HttpHeaders(headers);
        altered.set("CF-IPCountry", "DE");
        expectDisbelief(atTheOther(SLUG, altered));
        expectDisbelief(atTheOther("another-stage", headers));
        for (String nonsense : List.of("", ";", "1;2", "x;192.0.2.66;00", "1;192.0.2.66;zz", ";;;;")) {
            HttpHeaders forged = new HttpHeaders(headers);
            forged.set(Passport.FOR, nonsense);
            expectDisbelief(atTheOther(SLUG, forged));
        }
    }

    private static void expectDisbelief(ServerHttpRequest request) {
        assertThat(other.bean(ClientAddress.class).of(request).getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(request.getHeaders().containsHeader("CF-IPCountry")).isFalse();
        assertThat(request.getHeaders().containsHeader(Passport.FOR)).isFalse();
    }

    /** The request as it looks behind the other node's edge. */
    private static ServerHttpRequest atTheOther(String slug, HttpHeaders headers) {
        AtomicReference<ServerHttpRequest> seen = new AtomicReference<>();
        MockServerHttpRequest request = MockServerHttpRequest.post("/whip/" + slug)
                .remoteAddress(peer("127.0.0.1"))
                .headers(headers)
                .build();
        done(other.bean(StageEdge.class).filter(MockServerWebExchange.from(request), exchange -> {
            seen.set(exchange.getRequest());
            return Mono.empty();
        }));
        return Objects.requireNonNull(seen.get());
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(Objects.requireNonNull(IpAddresses.parse(address)), 4711);
    }

    private WebTestClient.ResponseSpec whip(String offer) {
        return node.client()
                .post()
                .uri(URI.create(node.base() + "/whip/" + SLUG + "?x=%2F1"))
                .header("Authorization", "Bearer some-key")
                .contentType(MediaType.parseMediaType("application/sdp"))
                .bodyValue(offer)
                .exchange();
    }

    private static URI uri(String path) {
        return URI.create("ws" + node.base().substring("http".length()) + path);
    }

    /** Completes with how it was closed. */
    private static Mono<CloseStatus> socket(
            String path, Sinks.Many<String> said, Queue<String> heard, AtomicReference<String> protocol) {
        Sinks.One<CloseStatus> end = Sinks.one();
        return new ReactorNettyWebSocketClient()
                .execute(uri(path), speaking(session -> {
                    protocol.set(session.getHandshakeInfo().getSubProtocol());
                    session.closeStatus().subscribe(end::tryEmitValue);
                    return session.send(said.asFlux().map(session::textMessage))
                            .and(session.receive()
                                    .map(WebSocketMessage::getPayloadAsText)
                                    .doOnNext(heard::add));
                }))
                .onErrorComplete()
                .then(end.asMono());
    }

    private static WebSocketHandler speaking(Function<WebSocketSession, Mono<Void>> part) {
        return new WebSocketHandler() {
            @Override
            public List<String> getSubProtocols() {
                return List.of("weir.stage.v1");
            }

            @Override
            public Mono<Void> handle(WebSocketSession session) {
                return part.apply(session);
            }
        };
    }
}
