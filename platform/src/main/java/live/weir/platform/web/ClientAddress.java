package live.weir.platform.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Who is at the far end of a request.
 *
 * <p>Every proxy appends the address it saw, so {@code X-Forwarded-For} is believed from the right, and only as far as the
 * proxies are trusted: what stands left of the first stranger is what that stranger wrote.
 */
@Component
public final class ClientAddress {

    /** More hops than any sane chain has; what lies beyond is not looked at. */
    private static final int MAX_HOPS = 32;

    private static final int NETWORK_BYTES = 8;

    private final TrustedProxies proxies;

    ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    public InetAddress of(ServerHttpRequest request) {
        return of(peer(request), request.getHeaders().getOrEmpty("X-Forwarded-For"));
    }

    /**
     * The same for a request that is not Spring's.
     *
     * @param forwarded the values of {@code X-Forwarded-For}
     */
    public InetAddress of(@Nullable InetAddress peer, List<String> forwarded) {
        if (peer == null) {
            return InetAddress.getLoopbackAddress();
        }
        return proxies.contains(peer) ? behind(peer, forwarded) : peer;
    }

    /** Names who shares a limit: one household has an IPv6 network of 64 bits to itself, and could use any address of it. */
    public static String household(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }

    /** Null for a connection over a Unix socket. */
    static @Nullable InetAddress peer(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null ? null : remote.getAddress();
    }

    private InetAddress behind(InetAddress peer, List<String> forwarded) {
        String hops = String.join(",", forwarded);
        InetAddress nearest = peer;
        int end = hops.length();
        for (int hop = 0; hop < MAX_HOPS && end > 0; hop++) {
            int comma = hops.lastIndexOf(',', end - 1);
            InetAddress address = IpAddresses.parse(hops.substring(comma + 1, end));
            if (address == null) {
                return nearest;
            }
            if (!proxies.contains(address)) {
                return address;
            }
            nearest = address;
            end = comma;
        }
        return nearest;
    }
}
