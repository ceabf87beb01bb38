package live.weir.platform.web.ui;

import static org.springframework.web.reactive.function.server.RequestPredicates.accept;
import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Where the UI answers. It comes last of all routes and keeps out of every path that belongs to a machine. */
@Configuration(proxyBeanMethods = false)
class UiRoutes {

    /** Roots of the paths that programs talk to; neither the shell nor the service worker ever answers there. */
    static final List<String> MACHINE_ROOTS = List.of(
            ".well-known",
            "api",
            "actuator",
            "openapi",
            "whip",
            "whep",
            "ws",
            "hls",
            "vod",
            "ui",
            "sw.js",
            "manifest.webmanifest");

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> userInterface(JsonMapper json) throws IOException {
        WebLibraries libraries = WebLibraries.read();
        UiFiles files = UiFiles.read(libraries);
        Shell shell = new Shell(files, libraries, new Messages(files, json), json);
        UiHandler handler = new UiHandler(files, shell, manifest(files), serviceWorker(files, json));
        RequestPredicate reading = methods(HttpMethod.GET, HttpMethod.HEAD);
        return RouterFunctions.route()
                .route(reading.and(path(files.url("**"))), handler::file)
                .route(reading.and(path("/manifest.webmanifest")), handler::manifest)
                .route(reading.and(path("/sw.js")), handler::serviceWorker)
                .route(reading.and(UiRoutes::isForPeople).and(accept(MediaType.TEXT_HTML)), handler::page)
                .build();
    }

    private static boolean isForPeople(ServerRequest request) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        return !MACHINE_ROOTS.contains(slash < 0 ? path : path.substring(0, slash));
    }

    private static UiFile manifest(UiFiles files) {
        String filled = new Template(files.requiredSource("manifest.json")).fill(Map.of("ui", files.url("")));
        return UiFile.of("manifest.webmanifest", filled.getBytes(StandardCharsets.UTF_8));
    }

    private static UiFile serviceWorker(UiFiles files, JsonMapper json) {
        List<String> kept = StreamSupport.stream(files.paths().spliterator(), false)
                .filter(UiRoutes::isKeptOffline)
                .map(files::url)
                .toList();
        String filled = new Template(files.requiredSource("sw.js"))
                .fill(Map.of(
                        "version", files.version(),
                        "files", json.writeValueAsString(kept),
                        "machineRoots", json.writeValueAsString(MACHINE_ROOTS)));
        return UiFile.of("sw.js", filled.getBytes(StandardCharsets.UTF_8));
    }

    /** Not the templates, which are served filled in, nor pictures for other programs, nor what needs the network anyway. */
    private static boolean isKeptOffline(String path) {
        return !List.of("shell.html", "sw.js", "manifest.json").contains(path)
                && !path.endsWith(".png")
                && !path.startsWith("lib/hls.js/");
    }
}
