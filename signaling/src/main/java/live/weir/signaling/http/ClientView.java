package live.weir.signaling.http;

import live.weir.signaling.stage.Credentials;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request tells of its client and of its way here; answered by the platform, which knows whose word to believe. */
public interface ClientView {

    /** What the client shows, its own address behind proxies, and what admission may look at: see {@link CredentialsReader}. */
    Credentials credentials(ServerHttpRequest request);

    /** What a proxy took off the path, without a slash at its end; empty for nothing. Session addresses begin with it. */
    String pathPrefix(ServerHttpRequest request);
}
