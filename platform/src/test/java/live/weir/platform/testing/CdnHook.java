package live.weir.platform.testing;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What a CDN would listen with: keeps what it was told, and answers what it is bidden. */
public final class CdnHook implements AutoCloseable {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private DisposableServer server;

    public CdnHook() {
        this.server = listen(0);
    }

    private DisposableServer listen(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.post("/purge", (request, response) -> {
                    bearers.add(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION, ""));
                    return request.receive()
                            .aggregate()
                            .asString(StandardCharsets.UTF_8)
                            .doOnNext(told::add)
                            .then(Mono.defer(() -> response.status(status.get()).send()));
                }))
                .bindNow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port() + "/purge";
    }

    public List<String> told() {
        return told;
    }

    public List<String> bearers() {
        return bearers;
    }

    public void answer(int newStatus) {
        status.set(newStatus);
    }

    public void goAway() {
        server.disposeNow();
    }

    public void comeBack() {
        server = listen(server.port());
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
