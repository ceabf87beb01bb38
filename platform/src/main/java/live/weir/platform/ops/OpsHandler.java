package live.weir.platform.ops;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.cluster.NodeRecord;
import live.weir.platform.infrastructure.cluster.NodeRegistry;
import live.weir.platform.program.ProgramRoster;
import live.weir.platform.resilience.GuardStatus;
import live.weir.platform.resilience.GuardTransition;
import live.weir.platform.resilience.Guards;
import live.weir.platform.security.Caller;
import live.weir.platform.security.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Guards, nodes and programs, for administrators. */
@RestController
@RequestMapping("/api/v1/ops")
@Tag(name = "Operations")
class OpsHandler {

    private final Guards guards;
    private final NodeRegistry registry;
    private final ProgramRoster roster;

    OpsHandler(Guards guards, NodeRegistry registry, ProgramRoster roster) {
        this.guards = guards;
        this.registry = registry;
        this.roster = roster;
    }

    @GetMapping("/guards")
    @Operation(summary = "Show this node's guards and their latest transitions, and the guards of other nodes")
    @ApiResponse(responseCode = "200")
    Mono<GuardBoard> guards(Caller caller) {
        caller.require(Role.ADMIN);
        return registry.nodes().map(this::board);
    }

    private GuardBoard board(List<NodeRecord> nodes) {
        String self = registry.id().value();
        return new GuardBoard(
                guards.statuses(),
                guards.transitions().stream()
                        .map(transition -> Transition.of(transition, self))
                        .toList(),
                nodes.stream()
                        .filter(node -> !node.id().equals(self))
                        .map(node -> new OtherNode(node.id(), node.lastSeenAt(), node.guards()))
                        .toList());
    }

    @GetMapping("/nodes")
    @Operation(summary = "List the nodes that are alive, this one first")
    @ApiResponse(responseCode = "200")
    Mono<Nodes> nodes(Caller caller) {
        caller.require(Role.ADMIN);
        String self = registry.id().value();
        return registry.nodes()
                .map(nodes -> new Nodes(
                        nodes.stream().map(node -> Node.of(node, self)).toList()));
    }

    @GetMapping("/programs")
    @Operation(summary = "List the programs that this node makes")
    @ApiResponse(responseCode = "200")
    Mono<Programs> programs(Caller caller) {
        caller.require(Role.ADMIN);
        return Mono.fromSupplier(() -> new Programs(roster.programs()));
    }

    @Schema(name = "Programs")
    record Programs(List<ProgramRoster.Entry> items) {}

    /**
     * @param guards of this node
     * @param transitions of this node, newest first
     * @param others what other nodes said last of their guards
     */
    @Schema(name = "GuardBoard")
    record GuardBoard(List<GuardStatus> guards, List<Transition> transitions, List<OtherNode> others) {}

    @Schema(name = "GuardTransition")
    record Transition(Instant at, String guard, String from, String to, String node, String cause) {

        static Transition of(GuardTransition transition, String node) {
            return new Transition(
                    transition.at(), transition.guard(), transition.from(), transition.to(), node, transition.cause());
        }
    }

    @Schema(name = "OtherNodeGuards")
    record OtherNode(String node, Instant lastSeenAt, Map<String, String> guards) {}

    @Schema(name = "Nodes")
    record Nodes(List<Node> items) {}

    @Schema(name = "Node")
    record Node(
            String id,
            String version,
            Set<NodeSettings.Role> roles,
            Instant startedAt,
            Instant lastSeenAt,
            boolean self) {

        static Node of(NodeRecord node, String self) {
            return new Node(
                    node.id(),
                    node.version(),
                    node.roles(),
                    node.startedAt(),
                    node.lastSeenAt(),
                    node.id().equals(self));
        }
    }
}
