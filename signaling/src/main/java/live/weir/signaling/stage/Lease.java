package live.weir.signaling.stage;

/**
 * The right to run a channel's stage.
 *
 * @param epoch grows with each owner; what an earlier owner still writes is refused by it
 */
public record Lease(String channel, long epoch) {}
