package live.weir.signaling.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import live.weir.signaling.stage.IceServers;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A door by HTTP: an address where offers are answered, and one for each session that came of them. Never redirects: what
 * another node has is passed on inside the cluster. {@link CrossOrigin} answers OPTIONS, before anybody asks for a token.
 */
public final class Door {

    static final String SLUG = "slug";
    static final String SESSION = "session";

    static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private final Entrance entrance;
    private final IceServers iceServers;
    private final ClientView view;
    private final SessionRegistry sessions;
    private final SessionResource resource;

    /** @param mostSessions that may be open at a time; beyond it newcomers are refused */
    public Door(Entrance entrance, IceServers iceServers, ClientView view, int mostSessions) {
        this.entrance = entrance;
        this.iceServers = iceServers;
        this.view = view;
        this.sessions = new SessionRegistry(mostSessions);
        this.resource = new SessionResource(sessions);
    }

    public RouterFunction<ServerResponse> routes() {
        String endpoint = "/" + entrance.name() + "/{" + SLUG + "}";
        return RouterFunctions.route(RequestPredicates.path(endpoint), refusing(this::handle))
                .andRoute(RequestPredicates.path(endpoint + "/{" + SESSION + "}"), refusing(resource::handle));
    }

    /** How many sessions are open. */
    public int sessions() {
        return sessions.size();
    }

    private static HandlerFunction<ServerResponse> refusing(HandlerFunction<ServerResponse> handler) {
        return request -> Mono.defer(() -> handler.handle(request)).onErrorMap(HttpRefused::translate);
    }

    private Mono<ServerResponse> handle(ServerRequest request) {
        if (request.method().equals(HttpMethod.POST)) {
            return open(request);
        }
        // Nothing to see, but no error: RFC 9725 §4.1.
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)
                ? ServerResponse.noContent().build()
                : methodNotAllowed(METHODS);
    }

    static Mono<ServerResponse> methodNotAllowed(String allowed) {
        return Mono.error(
                HttpRefused.of(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "Allowed are " + allowed + ".")
                        .header("Allow", allowed));
    }

    private Mono<ServerResponse> open(ServerRequest request) {
        RequestChecks.requireType(request, RequestChecks.SDP, "Accept-Post");
        RequestChecks.requireAcceptable(request);
        sessions.requireRoom();
        String slug = request.pathVariable(SLUG);
        return entrance.admit(slug, view.credentials(request.exchange().getRequest()), request.queryParams())
                .flatMap(admitted -> BodyText.read(request).flatMap(offer -> open(request, slug, admitted, offer)));
    }

    private Mono<ServerResponse> open(ServerRequest request, String slug, Entrance.Admission admitted, String text) {
        SdpOutline offer = SdpOutline.of(text);
        List<String> links = IceServerLinks.of(iceServers.forClient(admitted.client()));
        return admitted.open(offer, text).flatMap(media -> {
            OpenSession session = new OpenSession(slug, media, offer);
            sessions.add(session);
            return created(address(request, session), session, links);
        });
    }

    /** The answer to an offer; or 406 and an offer of ours, which the client answers at the session's address. */
    private static Mono<ServerResponse> created(URI address, OpenSession session, List<String> links) {
        ServerResponse.BodyBuilder response = ServerResponse.status(
                        session.isOurOffer() ? HttpStatus.NOT_ACCEPTABLE : HttpStatus.CREATED)
                .location(address)
                .header("ETag", session.tag())
                .header("Accept-Patch", session.takes())
                .header("Cache-Control", "no-store")
                .contentType(RequestChecks.SDP);
        links.forEach(link -> response.header("Link", link));
        return response.bodyValue(session.media().localDescription().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An absolute path: of scheme and host the client knows better than we do behind its proxies, and encoders that take no
     * path relative to the request's take this one.
     */
    private URI address(ServerRequest request, OpenSession session) {
        String path = request.exchange().getRequest().getPath().value();
        return URI.create(view.pathPrefix(request.exchange().getRequest()) + path + "/" + session.id());
    }
}
