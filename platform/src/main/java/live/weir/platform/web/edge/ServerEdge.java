package live.weir.platform.web.edge;

import io.netty.channel.Channel;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Puts the limits onto the server, after Boot's own customizers. */
@Component
final class ServerEdge implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

    private final EdgeSettings settings;
    private final ConnectionCensus census;
    private final Refusals refusals;
    private final List<EdgeExtension> extensions;

    ServerEdge(
            EdgeSettings settings,
            ConnectionCensus census,
            Refusals refusals,
            ObjectProvider<EdgeExtension> extensions) {
        this.settings = settings;
        this.census = census;
        this.refusals = refusals;
        this.extensions = extensions.orderedStream().toList();
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(this::limit);
    }

    private HttpServer limit(HttpServer server) {
        return server.httpRequestDecoder(decoder -> decoder.maxInitialLineLength(
                                (int) settings.maxRequestLine().toBytes())
                        .maxHeaderSize((int) settings.maxHead().toBytes()))
                .idleTimeout(settings.idleTimeout())
                .compress(new CompressionChoice(settings.compressFrom().toBytes()))
                .doOnChannelInit((observer, channel, remoteAddress) -> guard(channel));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a refused connection to be gone
    private void guard(Channel channel) {
        if (!census.admit(channel)) {
            channel.close();
            return;
        }
        // With HTTP/2 over TLS the codec comes only after the handshake, and brings limits of its own.
        if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            new RequestDeadlines(settings, refusals).install(channel.pipeline());
            extensions.forEach(extension ->
                    channel.pipeline().addAfter(RequestDeadlines.INSIDE, extension.name(), extension.handler()));
        }
    }
}
