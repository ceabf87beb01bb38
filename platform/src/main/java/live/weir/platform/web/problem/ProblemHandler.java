package live.weir.platform.web.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/** The one place where an error becomes a response. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemWriter writer;
    private final ObjectProvider<PageNotFound> pageNotFound;

    ProblemHandler(ProblemWriter writer, ObjectProvider<PageNotFound> pageNotFound) {
        this.writer = writer;
        this.pageNotFound = pageNotFound;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerConnection connection = ServerConnection.of(exchange);
        if (connection.isGone() && DisconnectedClientHelper.isClientDisconnectedException(error)) {
            log.debug("{} went away: {}", describe(exchange), error.toString());
            return Mono.empty();
        }
        Problem problem = ProblemTranslator.translate(error);
        logOurs(exchange, problem, error);
        if (exchange.getResponse().isCommitted()) {
            // Part of the body may be out: only a cut connection tells the client that the rest never comes.
            connection.cut();
            return Mono.empty();
        }
        PageNotFound page = problem.status() == HttpStatus.NOT_FOUND && wantsPage(exchange.getRequest())
                ? pageNotFound.getIfAvailable()
                : null;
        return page != null ? page.show(exchange) : writer.write(exchange, problem);
    }

    private static void logOurs(ServerWebExchange exchange, Problem problem, Throwable error) {
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            String requestId = exchange.getResponse().getHeaders().getFirst("X-Request-Id");
            log.error("{} failed (request {})", describe(exchange), requestId, error);
        }
    }

    private static String describe(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return request.getMethod() + " " + request.getPath().value();
    }

    private static boolean wantsPage(ServerHttpRequest request) {
        String path = request.getPath().value();
        return HttpMethod.GET.equals(request.getMethod())
                && !isUnder(path, "/api")
                && !isUnder(path, "/actuator")
                && !isUnder(path, "/openapi")
                && acceptsHtml(request);
    }

    private static boolean isUnder(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** Only a browser asks for HTML by name; a bare {@code *}{@code /*} is a program. */
    private static boolean acceptsHtml(ServerHttpRequest request) {
        try {
            return request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
