package live.weir.platform.delivery;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A request below {@code /hls/}, whichever server it came by.
 *
 * @param path raw, without the query
 * @param peer the connection's other end; null for a Unix socket
 * @param loop the connection's event loop
 */
record HlsRequest(
        String method,
        String path,
        @Nullable String query,
        HttpHeaders headers,
        @Nullable InetAddress peer,
        Executor loop) {

    static final String PREFIX = "/hls/";

    boolean isHead() {
        return "HEAD".equals(method);
    }
}
