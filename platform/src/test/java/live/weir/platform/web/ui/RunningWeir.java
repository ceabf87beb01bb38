package live.weir.platform.web.ui;

import java.io.IOException;
import java.util.List;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** The Weir that the browser tests talk to. Everything they know of it is its address and who may sign in. */
final class RunningWeir implements AutoCloseable {

    private static final List<String> TITLES =
            List.of("Harbour at dawn", "Night shift: live coding", "Cello by the canal");

    private final DisposableServer server;

    private RunningWeir(DisposableServer server) {
        this.server = server;
    }

    static RunningWeir start() throws IOException {
        return start(0, 0);
    }

    static RunningWeir start(int port, int onAir) throws IOException {
        FakeApi api = new FakeApi();
        for (int i = 0; i < onAir; i++) {
            api.onAir(
                    "river-" + i, TITLES.get(i % TITLES.size()) + " " + (i + 1), "Mara Lindqvist", i * 37, i * 11 + 1);
        }
        RouterFunction<ServerResponse> all = api.routes()
                .and(new UiRoutes().userInterface(JsonMapper.builder().build()));
        return new RunningWeir(HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(all)))
                .bindNow());
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
