package live.weir.platform.resilience;

import io.netty.channel.ChannelOption;
import java.net.URI;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/** The cheapest probe of what listens at an address: a connection, closed at once. */
public final class Knock {

    private Knock() {}

    /** Completes if anybody is there. */
    public static Mono<Void> at(URI url, LoopResources loops, int connectMillis) {
        int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        return TcpClient.newConnection()
                .runOn(loops)
                .host(url.getHost())
                .port(port)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
                .connect()
                .doOnNext(Connection::dispose)
                .then();
    }
}
