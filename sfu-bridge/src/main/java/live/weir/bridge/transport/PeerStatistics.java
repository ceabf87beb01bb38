package live.weir.bridge.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A peer as it stands.
 *
 * @param remote where packets are sent to; null before the first check
 * @param profile null before the handshake is done
 * @param moves how often the peer changed its path
 * @param packetsIn of media, opened; beside it in bytes without what protection adds
 * @param packetsOut of media, sealed; beside it in bytes with what protection adds
 */
public record PeerStatistics(
        @Nullable InetSocketAddress remote,
        @Nullable SrtpProfile profile,
        int moves,
        long packetsIn,
        long bytesIn,
        long packetsOut,
        long bytesOut) {}
