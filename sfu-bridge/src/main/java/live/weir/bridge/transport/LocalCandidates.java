package live.weir.bridge.transport;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import live.weir.bridge.transport.TransportCandidate.Protocol;

/** Finds the addresses that peers may reach the port at, and ranks them (RFC 8445 §5.1.2). */
final class LocalCandidates {

    private static final int COMPONENT = 1;
    private static final int UDP_PREFERENCE = 126;
    /** Below any UDP path (RFC 6544 §4.2): TCP is for those whom UDP does not reach. */
    private static final int TCP_PREFERENCE = 90;

    private static final int HIGHEST_LOCAL_PREFERENCE = 65_535;
    /** RFC 6544 §4.2: a passive candidate's direction is worth 4 of 7. */
    private static final int PASSIVE = 4 << 13;

    private LocalCandidates() {}

    static List<TransportCandidate> of(MediaPortSettings settings, int port) {
        List<InetAddress> addresses = settings.external();
        if (addresses.isEmpty()) {
            addresses = settings.bind().isEmpty() ? local() : settings.bind();
        }
        List<TransportCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            candidates.add(candidate(Protocol.UDP, addresses.get(i), port, i));
            candidates.add(candidate(Protocol.TCP, addresses.get(i), port, i));
        }
        return List.copyOf(candidates);
    }

    /** The first address is preferred; foundations differ by address and protocol (RFC 8445 §5.1.1.3). */
    private static TransportCandidate candidate(Protocol protocol, InetAddress address, int port, int rank) {
        boolean udp = protocol == Protocol.UDP;
        long type = udp ? UDP_PREFERENCE : TCP_PREFERENCE;
        long local = udp ? HIGHEST_LOCAL_PREFERENCE - rank : PASSIVE + 8_191 - rank;
        long priority = (type << 24) | (local << 8) | (256 - COMPONENT);
        String foundation = (udp ? "u" : "t") + (rank + 1);
        return new TransportCandidate(foundation, protocol, priority, text(address), port);
    }

    /** Without the name of an interface, which means nothing elsewhere. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /** Global ones first; the loopback only where there is no other, on a machine on its own. */
    private static List<InetAddress> local() {
        List<InetAddress> reachable = new ArrayList<>();
        List<InetAddress> loopback = new ArrayList<>();
        for (InetAddress address : all()) {
            if (address.isLoopbackAddress()) {
                loopback.add(address);
            } else if (!address.isLinkLocalAddress() && !address.isMulticastAddress()) {
                reachable.add(address);
            }
        }
        List<InetAddress> chosen = reachable.isEmpty() ? loopback : reachable;
        chosen.sort((first, second) -> Boolean.compare(first instanceof Inet6Address, second instanceof Inet6Address));
        return chosen;
    }

    private static List<InetAddress> all() {
        try {
            List<InetAddress> addresses = new ArrayList<>();
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp()) {
                    addresses.addAll(Collections.list(network.getInetAddresses()));
                }
            }
            return addresses;
        } catch (SocketException e) {
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    /** The address that hears all others: of IPv6, whose sockets take IPv4 too, where this machine speaks it. */
    static InetAddress any() {
        boolean ipv6 = !NetUtil.isIpV4StackPreferred() && all().stream().anyMatch(Inet6Address.class::isInstance);
        try {
            return InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 and 4 bytes are addresses", e);
        }
    }
}
