package live.weir.platform.stage;

import java.net.URI;
import live.weir.platform.infrastructure.cluster.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a stage.
 *
 * @param url where other nodes reach it; null if its operator did not say
 */
record NodeLease(NodeId node, @Nullable URI url, long epoch) {}
