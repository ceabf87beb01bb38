package live.weir.bridge.engine.kurento;

import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.concurrent.Queues;

/** One WebSocket, from its opening to its end. Its owner's loop is where it tells and is told. */
final class RpcSocket {

    /** On the loop. */
    interface Listener {
        void opened(@Nullable InetSocketAddress local);

        void text(String text);

        /**
         * At most once, and last.
         *
         * @param refused whether nobody listens there: the server's process is no more, and with it all that it knew
         */
        void closed(String why, boolean refused);
    }

    private static final int FRAMES_AHEAD = 64;

    private final HttpClient client;
    private final RpcEndpoint endpoint;
    private final RpcSettings settings;
    private final EventLoop loop;
    private final Scheduler onLoop;
    private final Sinks.Many<String> out;
    private final Disposable.Swap work = Disposables.swap();

    RpcSocket(HttpClient client, RpcEndpoint endpoint, RpcSettings settings, EventLoop loop) {
        this.client = client;
        this.endpoint = endpoint;
        this.settings = settings;
        this.loop = loop;
        this.onLoop = Schedulers.fromExecutor(loop);
        Queue<String> queue =
                Queues.<String>get(settings.mostInFlight() + FRAMES_AHEAD).get();
        this.out = Sinks.many().unicast().onBackpressureBuffer(queue);
    }

    /**
     * Dials with a connection of its own each time: the pool would keep a dead one's place. Certificates are checked against the
     * host of the URI, as Reactor Netty does by default, though the address is one that we chose. Made before there is a loop to
     * hold up: TLS reads files when it is first used.
     */
    static HttpClient client(RpcEndpoint endpoint, RpcSettings settings, NetworkThreads threads) {
        HttpClient client = HttpClient.create(ConnectionProvider.newConnection())
                .runOn(threads.loops())
                .resolver(new FixedResolver(endpoint.address()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connect().toMillis())
                .responseTimeout(settings.connect());
        SslContext trusted = settings.trusted();
        if (!endpoint.isSecure()) {
            return client;
        }
        return trusted == null ? client.secure() : client.secure(spec -> spec.sslContext(trusted));
    }

    void open(Listener listener) {
        work.update(client.websocket(WebsocketClientSpec.builder()
                        .maxFramePayloadLength(settings.mostBytes())
                        .build())
                .uri(endpoint.uri())
                .handle((in, sent) -> converse(in, sent, listener))
                .then()
                .publishOn(onLoop)
                .subscribe(
                        nothing -> {},
                        failure -> listener.closed(String.valueOf(failure.getMessage()), isRefusal(failure)),
                        () -> listener.closed("The server closed it", false)));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException);
    }

    private Mono<Void> converse(WebsocketInbound in, WebsocketOutbound sent, Listener listener) {
        InetSocketAddress[] local = new InetSocketAddress[1];
        in.withConnection(connection -> local[0] = addressOf(connection));
        loop.execute(() -> listener.opened(local[0]));
        Flux<String> texts = in.aggregateFrames(settings.mostBytes()).receive().asString();
        Mono<Void> reading =
                texts.publishOn(onLoop, FRAMES_AHEAD).doOnNext(listener::text).then();
        Mono<Void> writing = sent.sendString(out.asFlux()).then();
        return Mono.firstWithSignal(reading, writing);
    }

    private static @Nullable InetSocketAddress addressOf(Connection connection) {
        return connection.channel().localAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** On the loop; tells whether there was room. */
    boolean send(String text) {
        return out.tryEmitNext(text).isSuccess();
    }

    void close() {
        work.dispose();
    }
}
