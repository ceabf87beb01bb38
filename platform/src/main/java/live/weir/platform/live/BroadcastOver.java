package live.weir.platform.live;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;

/** A broadcast has ended; published on the node that had its stage, after that is written down. */
public record BroadcastOver(UUID broadcast, ChannelId channel, String slug, Instant at) {}
