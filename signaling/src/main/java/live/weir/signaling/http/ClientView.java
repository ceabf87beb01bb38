package live.weir.signaling.http;

import java.net.InetAddress;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request tells of its client and of its way here; answered by the platform, which knows whose word to believe. */
public interface ClientView {

    /** The client's own address, behind proxies. */
    InetAddress address(ServerHttpRequest request);

    /** What admission may look at; names in lower case. */
    Map<String, String> headers(ServerHttpRequest request);

    /** What a proxy took off the path, without a slash at its end; empty for nothing. Session addresses begin with it. */
    String pathPrefix(ServerHttpRequest request);
}
