package live.weir.platform.web;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The neighbours whose word about the other side of the connection is believed. None by default. */
@Component
public final class TrustedProxies {

    private final List<IpNetwork> networks;

    TrustedProxies(WebSettings settings) {
        this.networks = settings.trustedProxies().stream().map(IpNetwork::parse).toList();
    }

    public boolean contains(@Nullable InetAddress address) {
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }
}
