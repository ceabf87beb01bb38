package live.weir.platform.stage;

import java.net.URI;
import live.weir.platform.infrastructure.cluster.ClusterSettings;
import live.weir.platform.infrastructure.cluster.NodeId;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.testing.TestNode;

/** Leases of a node that is not there but for its address. */
final class LeaseBoardFixture {

    private LeaseBoardFixture() {}

    static LeaseBoard another(TestNode node, String url) {
        return new LeaseBoard(
                node.bean(Redis.class),
                () -> new NodeId("another"),
                new ClusterSettings(url.isEmpty() ? null : URI.create(url)));
    }
}
