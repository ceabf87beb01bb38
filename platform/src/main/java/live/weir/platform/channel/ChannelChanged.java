package live.weir.platform.channel;

import live.weir.platform.identity.ChannelId;

/** A channel was created or changed; published on the node that did it, after the commit. */
public record ChannelChanged(ChannelId channel, String slug) {}
