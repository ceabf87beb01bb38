package live.weir.load.reach;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts that a run may talk to. A server's answers name further addresses (candidates, playlists, redirects): a load
 * generator that followed them would be a weapon for whoever writes the answers.
 */
public final class Reach {

    /** The loopback alone. */
    public static final Reach LOOPBACK = new Reach(Set.of(), Set.of());

    private static final Set<InetAddress> OWN = ownAddresses();

    private final Set<String> names;
    private final Set<InetAddress> addresses;

    private Reach(Set<String> names, Set<InetAddress> addresses) {
        this.names = names;
        this.addresses = addresses;
    }

    /**
     * Resolves the names; so it is called before the run, and not on an event loop.
     *
     * @throws OutOfReach if a name cannot be resolved
     */
    public static Reach to(List<String> hosts) {
        Set<String> names = new HashSet<>();
        Set<InetAddress> addresses = new HashSet<>();
        for (String host : hosts) {
            names.add(host.toLowerCase(Locale.ROOT));
            try {
                Collections.addAll(addresses, InetAddress.getAllByName(host));
            } catch (UnknownHostException unknown) {
                throw new OutOfReach("There is no host '" + host + "': check the target's address");
            }
        }
        return new Reach(Set.copyOf(names), Set.copyOf(addresses));
    }

    /** Beside the hosts that were stated, this machine's own addresses are as good as its loopback. */
    public boolean includes(InetAddress address) {
        return address.isLoopbackAddress() || addresses.contains(address) || OWN.contains(address);
    }

    /** Gives the address back. */
    public URI check(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw new OutOfReach("'" + uri + "' names no host");
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (isLoopback(name) || names.contains(name)) {
            return uri;
        }
        throw new OutOfReach(
                "'" + host + "' is neither the target nor the loopback; allow it with -Dload.allow=" + host);
    }

    private static Set<InetAddress> ownAddresses() {
        Set<InetAddress> own = new HashSet<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                own.addAll(Collections.list(each.getInetAddresses()));
            }
        } catch (SocketException none) {
            return Set.of();
        }
        return Set.copyOf(own);
    }

    private static boolean isLoopback(String name) {
        return name.equals("localhost") || name.equals("[::1]") || name.matches("127(\\.\\d{1,3}){3}");
    }
}
