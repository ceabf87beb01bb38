package live.weir.platform.channel;

import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;

/** Somebody began or ceased to follow a channel; published on every node that hears of it. */
public record FollowChanged(ChannelId channel, AccountId account) {}
