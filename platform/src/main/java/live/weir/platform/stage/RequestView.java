package live.weir.platform.stage;

import live.weir.platform.web.PublicOrigin;
import live.weir.signaling.http.ClientView;
import live.weir.signaling.stage.Credentials;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** What a request tells the doors of its client; proxies are believed as far as they are trusted. */
@Component
class RequestView implements ClientView {

    private final DoorCredentials credentials;
    private final PublicOrigin origin;

    RequestView(DoorCredentials credentials, PublicOrigin origin) {
        this.credentials = credentials;
        this.origin = origin;
    }

    @Override
    public Credentials credentials(ServerHttpRequest request) {
        return credentials.of(request);
    }

    @Override
    public String pathPrefix(ServerHttpRequest request) {
        return origin.of(request).getPath();
    }
}
