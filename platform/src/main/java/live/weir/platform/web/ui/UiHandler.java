package live.weir.platform.web.ui;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with the shell and its files, all of them out of memory. */
final class UiHandler {

    private static final String LANGUAGE_COOKIE = "weir-lang";
    private static final String THEME_COOKIE = "weir-theme";
    private static final String POLICY = "Content-Security-Policy";
    private static final String WORKER_POLICY = "default-src 'none'; connect-src 'self'";
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    /** Kept, but asked about every time: an upgrade shows at the next visit. */
    private static final CacheControl REVALIDATED = CacheControl.noCache();

    /** Named, and not with a weight of nought (RFC 9110 §12.5.3). */
    private static final Pattern GZIP_WELCOME =
            Pattern.compile("(?i)(?:^|,)\\s*gzip\\s*(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))(?:;|,|$)");

    private final UiFiles files;
    private final Shell shell;
    private final String policy;
    private final UiFile manifest;
    private final UiFile serviceWorker;

    UiHandler(UiFiles files, Shell shell, UiFile manifest, UiFile serviceWorker) {
        this.files = files;
        this.shell = shell;
        this.policy = shell.contentSecurityPolicy();
        this.manifest = manifest;
        this.serviceWorker = serviceWorker;
    }

    Mono<ServerResponse> file(ServerRequest request) {
        String path = request.path().substring(files.url("").length());
        UiFile file = files.file(path);
        return file == null ? Mono.error(Problem.notFound("file", request.path())) : answer(request, file, FOR_EVER);
    }

    Mono<ServerResponse> manifest(ServerRequest request) {
        return answer(request, manifest, REVALIDATED);
    }

    /** What a worker may fetch is decided by its own policy, not by that of the page that started it (CSP 3 §2.2). */
    Mono<ServerResponse> serviceWorker(ServerRequest request) {
        request.exchange().getResponse().getHeaders().set(POLICY, WORKER_POLICY);
        return answer(request, serviceWorker, REVALIDATED);
    }

    Mono<ServerResponse> page(ServerRequest request) {
        Page.Visit visit = Page.at(request.requestPath().pathWithinApplication());
        byte[] html = shell.render(visit, reader(request), request.uri()).getBytes(StandardCharsets.UTF_8);
        HttpStatus status = visit.page() == Page.NOT_FOUND ? HttpStatus.NOT_FOUND : HttpStatus.OK;
        Mono<ServerResponse> fresh = ServerResponse.status(status)
                .contentType(HTML)
                .cacheControl(REVALIDATED)
                .headers(this::protect)
                .eTag(ContentHash.of(html))
                .body(BodyInserters.fromValue(html));
        return status == HttpStatus.OK ? unlessKnown(request, ContentHash.of(html), fresh) : fresh;
    }

    private void protect(HttpHeaders headers) {
        headers.setVary(List.of(HttpHeaders.ACCEPT_LANGUAGE, HttpHeaders.COOKIE));
        headers.set("Weir-Ui", files.version());
        headers.set(POLICY, policy);
        headers.set("Referrer-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()");
    }

    private static Shell.Reader reader(ServerRequest request) {
        String chosen = cookie(request, LANGUAGE_COOKIE);
        String language = Messages.speaks(chosen)
                ? chosen
                : Messages.negotiate(String.join(",", request.headers().header(HttpHeaders.ACCEPT_LANGUAGE)));
        return new Shell.Reader(language, theme(cookie(request, THEME_COOKIE)));
    }

    private static Shell.Theme theme(String chosen) {
        for (Shell.Theme theme : Shell.Theme.values()) {
            if (theme.name().toLowerCase(Locale.ROOT).equals(chosen)) {
                return theme;
            }
        }
        return Shell.Theme.AUTO;
    }

    private static String cookie(ServerRequest request, String name) {
        HttpCookie cookie = request.cookies().getFirst(name);
        return cookie == null ? "" : cookie.getValue();
    }

    private static Mono<ServerResponse> answer(ServerRequest request, UiFile file, CacheControl caching) {
        byte[] gzip = acceptsGzip(request) ? file.gzip() : null;
        // Two encodings are two representations and may not share a strong tag (RFC 9110 §8.8.3.3).
        String tag = gzip == null ? file.hash() : file.hash() + "-gzip";
        ServerResponse.BodyBuilder fresh = ServerResponse.ok()
                .contentType(file.type())
                .cacheControl(caching)
                .eTag(tag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .header("X-Content-Type-Options", "nosniff");
        Mono<ServerResponse> body = gzip == null
                ? fresh.body(BodyInserters.fromValue(file.plain()))
                : fresh.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(BodyInserters.fromValue(gzip));
        return unlessKnown(request, tag, body);
    }

    private static Mono<ServerResponse> unlessKnown(ServerRequest request, String tag, Mono<ServerResponse> fresh) {
        return request.checkNotModified(tag).switchIfEmpty(fresh);
    }

    private static boolean acceptsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(codings -> GZIP_WELCOME.matcher(codings).find());
    }
}
