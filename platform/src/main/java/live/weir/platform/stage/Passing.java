package live.weir.platform.stage;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.web.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Passes what belongs to a stage to the node that has it: any node takes any request. At most one hop: what was passed is
 * answered where it arrived.
 */
final class Passing implements WebFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(Passing.class);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** After security and limits. */
    private static final int ORDER = 10;

    private static final Set<HttpMethod> LOCAL = Set.of(HttpMethod.OPTIONS);

    private final ChannelService channels;
    private final RedisStageLeases leases;
    private final StageHolders holders;
    private final NodeRegistry nodes;
    private final RequestPasser requests;
    private final SocketPasser sockets;

    Passing(
            ChannelService channels,
            RedisStageLeases leases,
            StageHolders holders,
            NodeRegistry nodes,
            RequestPasser requests,
            SocketPasser sockets) {
        this.channels = channels;
        this.leases = leases;
        this.holders = holders;
        this.nodes = nodes;
        this.requests = requests;
        this.sockets = sockets;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Optional<String> slug = StagePath.slug(request.getPath());
        if (slug.isEmpty()
                || StageEdge.wasPassed(exchange)
                || LOCAL.contains(request.getMethod())
                || (isSocketPath(request) && !wantsSocket(request))) {
            return chain.filter(exchange);
        }
        return channels.bySlug(slug.get())
                .flatMap(channel -> owner(channel.id().toString()))
                .onErrorResume(DependencyUnavailable.class, away -> Mono.empty()) // told by who answers it here
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(owner -> owner.isPresent() ? pass(exchange, owner.get()) : chain.filter(exchange));
    }

    /** The other node that has the stage; empty if this one has it, or nobody. */
    private Mono<Owner> owner(String channel) {
        return leases.holds(channel)
                ? Mono.empty()
                : holders.of(channel)
                        .filter(lease -> !lease.node().equals(nodes.id()))
                        .map(lease -> new Owner(channel, lease));
    }

    private record Owner(String channel, NodeLease lease) {}

    private Mono<Void> pass(ServerWebExchange exchange, Owner owner) {
        URI url = owner.lease().url();
        if (url == null) {
            log.warn(
                    "A request for a stage on node {} cannot be passed there: its weir.cluster.url is not set",
                    owner.lease().node());
            return Mono.error(noAddress());
        }
        Mono<Void> passed = wantsSocket(exchange.getRequest())
                ? sockets.pass(exchange, owner.lease().node(), url)
                : requests.pass(exchange, owner.lease().node(), url);
        return passed.onErrorMap(DependencyUnavailable.class, away -> {
            holders.forget(owner.channel());
            log.debug("Not passed: {}", away.getMessage());
            return unreachable();
        });
    }

    private static boolean isSocketPath(ServerHttpRequest request) {
        return request.getPath().value().startsWith("/ws/");
    }

    private static boolean wantsSocket(ServerHttpRequest request) {
        String upgrade = request.getHeaders().getUpgrade();
        return isSocketPath(request)
                && upgrade != null
                && upgrade.toLowerCase(Locale.ROOT).equals("websocket");
    }

    private static Problem unreachable() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "stage-elsewhere",
                        "The stage is on its way to another node",
                        "The node that has this stage cannot be reached; another one takes it over within seconds.")
                .retryAfter(AT_ONCE);
    }

    private static Problem noAddress() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "stage-elsewhere",
                        "The stage is on another node",
                        "This stage is on another node, and this one was not told its address: each node of several"
                                + " needs weir.cluster.url.")
                .retryAfter(AT_ONCE);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
