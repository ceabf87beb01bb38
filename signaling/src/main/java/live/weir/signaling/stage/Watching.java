package live.weir.signaling.stage;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may watch a channel.
 *
 * @param who the account; null for somebody who is not signed in
 * @param name as performers read it when a hand is raised; empty for somebody who is not signed in
 * @param from what limits are counted by: the account or the client's network
 */
public record Watching(ChannelCard channel, @Nullable String who, String name, String from) {}
