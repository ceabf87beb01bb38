package live.weir.platform.stage;

import java.net.InetAddress;
import java.util.Map;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.PublicOrigin;
import live.weir.signaling.http.ClientView;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** What a request tells the doors of its client; proxies are believed as far as they are trusted. */
@Component
class RequestView implements ClientView {

    private final ClientAddress addresses;
    private final DoorCredentials credentials;
    private final PublicOrigin origin;

    RequestView(ClientAddress addresses, DoorCredentials credentials, PublicOrigin origin) {
        this.addresses = addresses;
        this.credentials = credentials;
        this.origin = origin;
    }

    @Override
    public InetAddress address(ServerHttpRequest request) {
        return addresses.of(request);
    }

    @Override
    public Map<String, String> headers(ServerHttpRequest request) {
        return credentials.of(request).headers();
    }

    @Override
    public String pathPrefix(ServerHttpRequest request) {
        return origin.of(request).getPath();
    }
}
