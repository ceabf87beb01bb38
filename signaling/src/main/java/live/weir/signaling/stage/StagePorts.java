package live.weir.signaling.stage;

/** What stages ask of the platform, and whom they tell. */
public record StagePorts(
        StageLeases leases, StageMemory memory, BroadcastBook book, IceServers iceServers, ProgramHouse programs) {}
