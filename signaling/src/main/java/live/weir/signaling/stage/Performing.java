package live.weir.signaling.stage;

/**
 * Somebody who may perform on a channel as its host.
 *
 * @param who whose performance it is: the account, or the stream key for an encoder; limits are counted by it
 * @param name as the audience reads it
 */
public record Performing(ChannelCard channel, String who, String name) {}
