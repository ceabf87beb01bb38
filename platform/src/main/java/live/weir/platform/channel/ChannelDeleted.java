package live.weir.platform.channel;

import live.weir.platform.identity.ChannelId;

/** A channel is gone, with its keys and moderators; published on the node that did it, after the commit. */
public record ChannelDeleted(ChannelId channel, String slug) {}
