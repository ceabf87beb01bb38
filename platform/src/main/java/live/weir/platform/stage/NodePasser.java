package live.weir.platform.stage;

import java.net.URI;
import java.util.function.Predicate;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.infrastructure.cluster.NodeRecord;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Passes requests with long bodies to another node, as they come: any node takes any request. At most one hop: what was passed is
 * answered where it arrived.
 */
public final class NodePasser {

    private static final String HOP = "weir-hop";

    private final NodeRegistry nodes;
    private final PassingClient client;
    private final NodeGuards guards;
    private final RequestPasser requests;

    NodePasser(NodeRegistry nodes, PassingClient client, NodeGuards guards, RequestPasser requests) {
        this.nodes = nodes;
        this.client = client;
        this.guards = guards;
        this.requests = requests;
    }

    /** Whether another node passed it on. Who says so of himself is answered here, which harms nobody else. */
    public static boolean wasPassed(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().containsHeader(HOP);
    }

    /** Another node that is alive and can be reached; completes empty if there is none such. */
    public Mono<NodeRecord> find(Predicate<NodeRecord> wanted) {
        return nodes.nodes()
                .flatMap(all -> Mono.justOrEmpty(all.stream()
                        .filter(node -> !node.id().equals(nodes.id().value()) && node.url() != null)
                        .filter(wanted)
                        .findFirst()));
    }

    /** What the node answers becomes the answer. Its guard is asked whether anybody is there; the body takes its own time. */
    public Mono<Void> pass(ServerWebExchange exchange, NodeRecord node) {
        URI url = node.url();
        if (url == null) {
            return Mono.error(new IllegalArgumentException("A node without an address"));
        }
        ServerHttpRequest request = exchange.getRequest();
        HttpMethod method = request.getMethod();
        return guards.of(new NodeId(node.id()), url)
                .call(client.knock(url))
                .then(requests.headers(request))
                .flatMap(headers -> client.exchange(method, RequestPasser.target(url, request), onward -> {
                    onward.getHeaders().putAll(headers);
                    onward.getHeaders().set(HOP, "1");
                    return hasBody(method) ? onward.writeWith(request.getBody()) : onward.setComplete();
                }))
                .flatMap(answer -> RequestPasser.answer(exchange.getResponse(), answer));
    }

    private static boolean hasBody(@Nullable HttpMethod method) {
        return HttpMethod.PATCH.equals(method) || HttpMethod.POST.equals(method);
    }
}
