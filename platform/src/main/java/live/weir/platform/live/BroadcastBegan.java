package live.weir.platform.live;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;

/** A channel went on air; published on the node that has its stage, after that is written down. */
public record BroadcastBegan(UUID broadcast, ChannelId channel, String slug, String title, Instant at) {}
