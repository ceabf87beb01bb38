package live.weir.platform.infrastructure.cluster;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.resilience.Guards;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** What this node says of itself. */
@Component
class SelfPortrait {

    private static final String UNRELEASED = "dev";

    private final NodeId id = NodeId.random();
    private final String version;
    private final Set<NodeSettings.Role> roles;
    private final ClusterSettings settings;
    private final Guards guards;
    private final Clock clock;
    private final Instant startedAt;
    private volatile @Nullable Instant leavingSince;

    SelfPortrait(
            NodeSettings node,
            ClusterSettings settings,
            ObjectProvider<BuildProperties> build,
            Guards guards,
            Clock clock) {
        BuildProperties properties = build.getIfAvailable();
        String built = properties == null ? null : properties.getVersion();
        this.version = built == null ? UNRELEASED : built;
        this.roles = EnumSet.copyOf(node.roles());
        this.settings = settings;
        this.guards = guards;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    NodeId id() {
        return id;
    }

    void leave() {
        leavingSince = clock.instant();
    }

    NodeRecord now() {
        Map<String, String> states = new TreeMap<>();
        guards.statuses().forEach(guard -> states.put(guard.name(), guard.state()));
        return new NodeRecord(
                id.value(), version, roles, startedAt, clock.instant(), settings.url(), leavingSince, states);
    }
}
