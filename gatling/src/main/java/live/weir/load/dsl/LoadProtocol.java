package live.weir.load.dsl;

import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a run aims at and how far it may go. Part of a simulation's {@code protocols(…)}:
 *
 * <pre>{@code
 * setUp(viewers.injectOpen(rampUsers(100).during(10))).protocols(LoadProtocol.to("https://whep.example"));
 * }</pre>
 *
 * @param base what relative addresses of actions are relative to; its host may be loaded
 * @param allowed further hosts that may be loaded
 * @param patience how long one step may take
 * @param most connections of a kind at a time
 * @param servers processes of the target on this machine, whose CPU is to be measured
 */
public record LoadProtocol(URI base, List<String> allowed, Duration patience, int most, List<Long> servers)
        implements Protocol, ProtocolBuilder {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MOST = 20_000;

    public LoadProtocol {
        allowed = List.copyOf(allowed);
        servers = List.copyOf(servers);
    }

    /** @throws IllegalArgumentException with one line for people, if it is no address of a server */
    public static LoadProtocol to(String base) {
        return new LoadProtocol(address(base), List.of(), Duration.ofSeconds(10), MOST, List.of());
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text : text + "/");
            if (uri.getHost() != null && SCHEMES.contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException unlike) {
            // told below
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not the address of a server, such as http://127.0.0.1:8080");
    }

    /** A host beside the target's that may be loaded: where media or playlists come from. */
    public LoadProtocol allow(String... hosts) {
        List<String> more = new ArrayList<>(allowed);
        more.addAll(List.of(hosts));
        return new LoadProtocol(base, more, patience, most, servers);
    }

    public LoadProtocol patience(Duration newPatience) {
        return new LoadProtocol(base, allowed, newPatience, most, servers);
    }

    public LoadProtocol most(int newMost) {
        return new LoadProtocol(base, allowed, patience, newMost, servers);
    }

    public LoadProtocol servers(List<Long> pids) {
        return new LoadProtocol(base, allowed, patience, most, pids);
    }

    public URI resolve(String address) {
        try {
            String relative = address.startsWith("/") ? address.substring(1) : address;
            return base.resolve(relative);
        } catch (IllegalArgumentException unlike) {
            throw new IllegalArgumentException("'" + address + "' is not an address");
        }
    }

    List<String> hosts() {
        List<String> hosts = new ArrayList<>(allowed);
        hosts.add(base.getHost());
        return hosts;
    }

    @Override
    public Protocol protocol() {
        return this;
    }
}
