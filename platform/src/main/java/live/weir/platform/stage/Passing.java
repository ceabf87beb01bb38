package live.weir.platform.stage;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.resilience.DependencyUnavailable;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
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
 * answered where it arrived. A node that takes no stages itself passes those that nobody has yet to one that does.
 */
final class Passing implements WebFilter, Ordered {

    private static final Logger log = LoggerFactory.getLogger(Passing.class);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(3);

    /** After security and limits. */
    private static final int ORDER = 10;

    /** An owner that died, and one that died while it was waited for. */
    private static final int MOST_TRIES = 3;

    private static final Set<HttpMethod> LOCAL = Set.of(HttpMethod.OPTIONS);

    private final ChannelService channels;
    private final RedisStageLeases leases;
    private final StageHolders holders;
    private final NodeRegistry nodes;
    private final StageNodes stageNodes;
    private final Succession succession;
    private final RequestPasser requests;
    private final SocketPasser sockets;

    Passing(
            ChannelService channels,
            RedisStageLeases leases,
            StageHolders holders,
            NodeRegistry nodes,
            StageNodes stageNodes,
            Succession succession,
            RequestPasser requests,
            SocketPasser sockets) {
        this.channels = channels;
        this.leases = leases;
        this.holders = holders;
        this.nodes = nodes;
        this.stageNodes = stageNodes;
        this.succession = succession;
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
                .map(channel -> channel.id().toString())
                .onErrorResume(DependencyUnavailable.class, away -> Mono.empty()) // told by who answers it here
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(channel -> channel.isPresent()
                        ? toOwner(exchange, chain, channel.get(), MOST_TRIES)
                        : chain.filter(exchange));
    }

    private Mono<Void> toOwner(ServerWebExchange exchange, WebFilterChain chain, String channel, int tries) {
        return owner(channel)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(owner -> owner.isPresent()
                        ? pass(exchange, owner.get())
                                .onErrorResume(
                                        DependencyUnavailable.class,
                                        away -> toHeir(exchange, chain, owner.get(), away, tries))
                        : chain.filter(exchange));
    }

    /** The other node that has the stage, or shall have it; empty if that is this one. */
    private Mono<Owner> owner(String channel) {
        return leases.holds(channel)
                ? Mono.empty()
                : holders.of(channel)
                        .map(lease -> new Owner(channel, lease.node(), lease.url(), lease.epoch()))
                        .switchIfEmpty(Mono.defer(() -> firstOwner(channel)))
                        .filter(owner -> !owner.node().equals(nodes.id()));
    }

    /** A node that takes no stages must not be the first to open one. */
    private Mono<Owner> firstOwner(String channel) {
        return stageNodes.isOne()
                ? Mono.empty()
                : stageNodes
                        .forNew(channel)
                        .map(found -> new Owner(channel, found.node(), found.url(), Owner.NO_LEASE))
                        .switchIfEmpty(Mono.error(Passing::noStageNode));
    }

    private record Owner(
            String channel, NodeId node, @Nullable URI url, long epoch) {

        static final long NO_LEASE = -1;

        boolean hasLease() {
            return epoch != NO_LEASE;
        }
    }

    private Mono<Void> pass(ServerWebExchange exchange, Owner owner) {
        URI url = owner.url();
        if (url == null) {
            log.warn(
                    "A request for a stage on node {} cannot be passed there: its weir.cluster.url is not set",
                    owner.node());
            return Mono.error(noAddress());
        }
        return wantsSocket(exchange.getRequest())
                ? sockets.pass(exchange, owner.node(), url)
                : requests.pass(exchange, owner.node(), url);
    }

    /** What never reached a dead owner is still whole, and goes to the next one as soon as there is one. */
    private Mono<Void> toHeir(
            ServerWebExchange exchange, WebFilterChain chain, Owner dead, DependencyUnavailable away, int tries) {
        holders.forget(dead.channel());
        log.debug("Not passed: {}", away.getMessage());
        if (!NodeGuards.isOf(away, dead.node()) || RequestPasser.wasSent(exchange) || tries == 1) {
            return Mono.error(unreachable());
        }
        stageNodes.avoid(dead.node());
        Mono<Void> freed = dead.hasLease() ? succession.after(dead.channel(), dead.epoch()) : Mono.empty();
        return freed.onErrorMap(livesOn -> unreachable()).then(Mono.defer(() -> {
            holders.forget(dead.channel());
            return toOwner(exchange, chain, dead.channel(), tries - 1);
        }));
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

    private static Problem noStageNode() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "no-stage-node",
                        "No node takes stages just now",
                        "This node does not run stages, and no other that does can be found; try again in a moment.")
                .retryAfter(SOON);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
