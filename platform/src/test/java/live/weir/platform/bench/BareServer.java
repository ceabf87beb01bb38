package live.weir.platform.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The floor under a node: Reactor Netty and nothing else, giving the very bytes and headers that a node gave.
 *
 * <p>{@code BareServer <folder>} with the recordings {@code channel}, {@code not-modified} and {@code live}.
 */
public final class BareServer {

    static final List<String> RECORDINGS = List.of("channel", "not-modified", "live");

    private final Recording channel;
    private final Recording notModified;
    private final Recording live;

    private BareServer(Path folder) throws IOException {
        this.channel = Recording.load(folder.resolve(RECORDINGS.get(0)));
        this.notModified = Recording.load(folder.resolve(RECORDINGS.get(1)));
        this.live = Recording.load(folder.resolve(RECORDINGS.get(2)));
    }

    public static void main(String[] arguments) throws IOException {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new BareServer(Path.of(arguments[0]))::answer)
                .bindNow();
        System.out.println("BARE " + server.port() + " ready");
        server.onDispose().block();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().equals("/api/v1/live")) {
            return send(live, response);
        }
        boolean conditional = request.requestHeaders().contains(HttpHeaderNames.IF_NONE_MATCH);
        return send(conditional ? notModified : channel, response);
    }

    private static Publisher<Void> send(Recording recording, HttpServerResponse response) {
        response.status(recording.status());
        recording.headers().forEach(response::header);
        return recording.body().isEmpty()
                ? response.send()
                : response.sendByteArray(Mono.just(recording.body().getBytes(StandardCharsets.UTF_8)));
    }
}
