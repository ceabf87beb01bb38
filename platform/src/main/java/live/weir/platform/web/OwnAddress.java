package live.weir.platform.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Where this node's own HTTP is reached from this machine, once it listens. */
@Component
public class OwnAddress {

    private final ApplicationContext context;
    private final ServerProperties server;

    OwnAddress(ApplicationContext context, ServerProperties server) {
        this.context = context;
        this.server = server;
    }

    /** Empty if the node does not listen. */
    public Optional<URI> of(String path) {
        WebServer running = context instanceof WebServerApplicationContext listening ? listening.getWebServer() : null;
        return running == null || running.getPort() <= 0
                ? Optional.empty()
                : Optional.of(URI.create(scheme() + "://" + host() + ":" + running.getPort() + path));
    }

    private String scheme() {
        return Ssl.isEnabled(server.getSsl()) ? "https" : "http";
    }

    private String host() {
        InetAddress address = server.getAddress();
        if (address == null || address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
