package live.weir.signaling.stage;

/** What stages ask of the platform. */
public record StagePorts(StageLeases leases, StageMemory memory, BroadcastBook book, IceServers iceServers) {}
