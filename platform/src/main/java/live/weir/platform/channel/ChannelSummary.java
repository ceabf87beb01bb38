package live.weir.platform.channel;

import live.weir.platform.identity.AccountId;
import live.weir.platform.identity.ChannelId;

/** What other features need of a channel. */
public record ChannelSummary(
        ChannelId id, String slug, String title, Visibility visibility, AccountId ownerId, Person owner) {}
