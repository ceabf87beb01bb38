package live.weir.bridge.ingest.rtmp;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The door, and how much of it one client gets.
 *
 * @param address where it listens; port 0 for any
 * @param tls with it clients speak RTMPS, and nothing else
 * @param connections at once, from everybody
 * @param perAddress at once, from one address
 * @param untilPublish how long a client may take from its connection to its wish to publish
 * @param silence after which a publisher who sends no media is gone
 * @param bytesPerSecond what is read of one connection; the rest waits at the client
 */
public record RtmpSettings(
        InetSocketAddress address,
        @Nullable SslContext tls,
        int connections,
        int perAddress,
        Duration untilPublish,
        Duration silence,
        long bytesPerSecond) {}
