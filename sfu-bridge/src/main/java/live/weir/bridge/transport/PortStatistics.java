package live.weir.bridge.transport;

import java.util.Map;

/**
 * A port as it stands.
 *
 * @param peers registered, connected or not
 * @param addresses from which packets are taken
 * @param handshakesWaiting for a thread
 * @param packetsIn of media since the start, opened
 * @param packetsOut of media since the start, sealed
 * @param drops since the start, by reason; every reason is named
 */
public record PortStatistics(
        int peers,
        int connectedPeers,
        int addresses,
        int tcpConnections,
        int handshakesWaiting,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut,
        Map<DropReason, Long> drops) {

    public PortStatistics {
        drops = Map.copyOf(drops);
    }

    public long dropped(DropReason reason) {
        return drops.getOrDefault(reason, 0L);
    }
}
