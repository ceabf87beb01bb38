package live.weir.bridge.engine.kurento;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where one server listens.
 *
 * @param uri as configured; its host is what a certificate must name
 * @param address one of those that the host stands for
 */
record RpcEndpoint(URI uri, InetAddress address) {

    private static final int PORT = 8888;
    private static final int SECURE_PORT = 8433;

    /** Short, unique, and fit for logs, metrics and paths. */
    String name() {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    boolean isSecure() {
        return "wss".equalsIgnoreCase(uri.getScheme());
    }

    int port() {
        return uri.getPort() > 0 ? uri.getPort() : isSecure() ? SECURE_PORT : PORT;
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port());
    }
}
