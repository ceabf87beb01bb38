package live.weir.platform.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import live.weir.platform.web.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from.
 *
 * @param network what one attacker has many addresses of: for IPv6 the first half, for IPv4 the address itself
 */
record Client(String address, String network, String userAgent) {

    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int LONGEST_AGENT = 200;

    /** The node itself, at start. */
    static final Client NODE = new Client("node", "node", "");

    static Client of(ServerHttpRequest request, ClientAddress addresses) {
        InetAddress address = addresses.of(request);
        return new Client(address.getHostAddress(), network(address), userAgent(request));
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                : address.getHostAddress();
    }

    private static String userAgent(ServerHttpRequest request) {
        String agent = Optional.ofNullable(request.getHeaders().getFirst(HttpHeaders.USER_AGENT))
                .orElse("")
                .replaceAll("\\p{C}", "");
        return agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT);
    }
}
