package live.weir.platform.web.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.platform.web.TrustedProxies;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts the open connections, in all and by address, and refuses what is too many.
 *
 * <p>Called from every event loop. The map holds no more entries than there are connections.
 */
@Component
final class ConnectionCensus {

    private final EdgeSettings settings;
    private final TrustedProxies proxies;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<Object, Integer> openByNeighbour = new ConcurrentHashMap<>();
    private final Counter refusedInAll;
    private final Counter refusedByAddress;

    ConnectionCensus(EdgeSettings settings, TrustedProxies proxies, MeterRegistry meters) {
        this.settings = settings;
        this.proxies = proxies;
        this.refusedInAll = refused(meters, "total");
        this.refusedByAddress = refused(meters, "address");
        Gauge.builder("weir.web.connections.open", open, AtomicInteger::get)
                .description("Connections that are open")
                .register(meters);
    }

    private static Counter refused(MeterRegistry meters, String reason) {
        return Counter.builder("weir.web.connections.refused")
                .description("Connections closed at once because there are too many, in all or from one address")
                .tag("reason", reason)
                .register(meters);
    }

    /** Counts the connection until it closes; or does not, and then it must be closed. */
    boolean admit(Channel channel) {
        if (open.incrementAndGet() > settings.maxConnections()) {
            open.decrementAndGet();
            refusedInAll.increment();
            return false;
        }
        Object neighbour = neighbour(channel);
        if (neighbour != null
                && openByNeighbour.merge(neighbour, 1, Integer::sum) > settings.maxConnectionsPerAddress()) {
            depart(neighbour);
            refusedByAddress.increment();
            return false;
        }
        channel.closeFuture().addListener(closed -> depart(neighbour));
        return true;
    }

    private void depart(@Nullable Object neighbour) {
        open.decrementAndGet();
        if (neighbour != null) {
            openByNeighbour.computeIfPresent(neighbour, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** An IPv6 customer has a /64 to pick addresses from, so that one address would say nothing. */
    private @Nullable Object neighbour(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote) || proxies.contains(remote.getAddress())) {
            return null;
        }
        InetAddress address = remote.getAddress();
        return address instanceof Inet6Address
                ? ByteBuffer.wrap(address.getAddress()).getLong()
                : address;
    }
}
