package live.weir.signaling.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What a client may do to its session, by whichever door it came. Who knows the address may: it is not to be guessed. */
final class SessionResource {

    static final String METHODS = "GET, HEAD, PATCH, DELETE, OPTIONS";

    private final SessionRegistry sessions;

    SessionResource(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    Mono<ServerResponse> handle(ServerRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.PATCH)) {
            return patch(request);
        }
        if (method.equals(HttpMethod.DELETE)) {
            return delete(request);
        }
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return look(request);
        }
        return Door.methodNotAllowed(METHODS);
    }

    private Mono<ServerResponse> patch(ServerRequest request) {
        OpenSession session = found(sessions.find(channel(request), id(request)));
        if (session.isOurOffer() && RequestChecks.isOf(request, RequestChecks.SDP)) {
            return BodyText.read(request)
                    .flatMap(session::answer)
                    .then(ServerResponse.noContent().build());
        }
        RequestChecks.requireType(request, RequestChecks.FRAGMENT, "Accept-Patch");
        IfMatch condition = IfMatch.of(request.headers().header("If-Match"));
        return BodyText.read(request)
                .map(IceFragment::parse)
                .flatMap(fragment -> session.patch(condition, fragment))
                .flatMap(SessionResource::patched);
    }

    private static Mono<ServerResponse> patched(OpenSession.Patched done) {
        String answer = done.answer();
        if (answer == null) {
            return ServerResponse.noContent().build(); // and no ETag: RFC 9725 §4.3.2
        }
        return ServerResponse.ok()
                .header("ETag", done.tag())
                .header("Cache-Control", "no-store")
                .contentType(RequestChecks.FRAGMENT)
                .bodyValue(answer.getBytes(StandardCharsets.UTF_8));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        OpenSession session = found(sessions.take(channel(request), id(request)));
        return session.close().then(ServerResponse.ok().build());
    }

    /** A session has no representation; who asks for one gets nothing, and that there is one (RFC 9725 §4.1). */
    private Mono<ServerResponse> look(ServerRequest request) {
        found(sessions.find(channel(request), id(request)));
        return ServerResponse.noContent().build();
    }

    private static OpenSession found(@Nullable OpenSession session) {
        if (session == null) {
            throw HttpRefused.of(HttpStatus.NOT_FOUND, "not-found", "There is no such session, or it has ended.");
        }
        return session;
    }

    private static String channel(ServerRequest request) {
        return request.pathVariable(Door.SLUG);
    }

    private static String id(ServerRequest request) {
        return request.pathVariable(Door.SESSION);
    }
}
