package live.weir.platform.channel;

import java.util.UUID;
import live.weir.platform.identity.ChannelId;

/**
 * The channel that a stream key opens.
 *
 * @param key names the key, without being it
 */
public record KeyedChannel(UUID key, ChannelId channel, String slug) {}
