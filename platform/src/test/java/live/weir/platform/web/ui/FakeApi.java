package live.weir.platform.web.ui;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Speaks the API's outside contract from memory, so that pages can be tried without a node behind them. */
@NullUnmarked
final class FakeApi {

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final String REFRESH = "weir-refresh";

    private final Map<String, Map<String, Object>> accounts = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> refreshes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> channels = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Map<String, Object>>> keys = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Map<String, Object>>> moderators = new ConcurrentHashMap<>();
    private final List<Map<String, Object>> live = new ArrayList<>();

    FakeApi() {
        account("operator", "operator-password", "Olive Operator", List.of("admin", "user"));
        account("mara", "mara-password", "Mara Lindqvist", List.of("user"));
    }

    private Map<String, Object> account(String handle, String password, String name, List<String> roles) {
        Map<String, Object> account = object(
                "id", fresh(), "handle", handle, "displayName", name, "roles", roles, "createdAt", Instant.now());
        accounts.put(handle, account);
        passwords.put(handle, password);
        return account;
    }

    void onAir(String slug, String title, String owner, int viewers, int minutes) {
        live.add(object(
                "slug",
                slug,
                "title",
                title,
                "owner",
                object("handle", owner.toLowerCase(Locale.ROOT), "displayName", owner),
                "startedAt",
                Instant.now().minusSeconds(60L * minutes),
                "viewers",
                viewers));
    }

    RouterFunction<ServerResponse> routes() {
        return route().path(
                        "/api/v1",
                        api -> api.POST("/accounts", this::signUp)
                                .GET("/accounts/me", r -> as(r, me -> json(accounts.get(me))))
                                .PATCH(
                                        "/accounts/me",
                                        r -> as(
                                                r,
                                                me -> body(r).flatMap(b -> {
                                                    accounts.get(me).putAll(b);
                                                    return json(accounts.get(me));
                                                })))
                                .DELETE("/accounts/me", r -> as(r, me -> body(r).flatMap(b -> leave(me, b))))
                                .PUT(
                                        "/accounts/me/password",
                                        r -> as(r, me -> body(r).flatMap(b -> changePassword(me, b))))
                                .GET("/accounts/me/channels", r -> as(r, me -> json(page(mine(me), r))))
                                .POST("/sessions", this::signIn)
                                .POST("/sessions/refresh", this::refresh)
                                .DELETE(
                                        "/sessions/current",
                                        r -> as(
                                                r,
                                                me -> ServerResponse.noContent()
                                                        .cookie(cookie("", 0))
                                                        .build()))
                                .GET(
                                        "/sessions",
                                        r -> as(
                                                r,
                                                me -> json(object(
                                                        "items",
                                                        List.of(
                                                                device(
                                                                        "1",
                                                                        r.headers()
                                                                                .firstHeader("User-Agent"),
                                                                        true),
                                                                device(
                                                                        "2",
                                                                        "Mozilla/5.0 (iPhone; CPU iPhone OS) Safari/604.1",
                                                                        false))))))
                                .DELETE(
                                        "/sessions/{id}",
                                        r -> as(
                                                r,
                                                me -> ServerResponse.noContent().build()))
                                .GET("/live", r -> json(page(live, r)))
                                .POST("/channels", r -> as(r, me -> body(r).flatMap(b -> createChannel(me, b))))
                                .GET(
                                        "/channels/{slug}",
                                        r -> withChannel(
                                                r,
                                                c -> ServerResponse.ok()
                                                        .eTag(version(c))
                                                        .bodyValue(c)))
                                .PATCH(
                                        "/channels/{slug}",
                                        r -> withChannel(r, c -> body(r).flatMap(b -> change(r, c, b))))
                                .DELETE(
                                        "/channels/{slug}",
                                        r -> withChannel(r, c -> {
                                            channels.remove(c.get("slug").toString());
                                            return ServerResponse.noContent().build();
                                        }))
                                .GET(
                                        "/channels/{slug}/stream-keys",
                                        r -> withChannel(r, c -> json(object("items", masked(r)))))
                                .POST("/channels/{slug}/stream-keys", r -> body(r).flatMap(b -> newKey(r, b)))
                                .POST("/channels/{slug}/stream-keys/{id}/rotation", this::rotate)
                                .DELETE("/channels/{slug}/stream-keys/{id}", r -> {
                                    of(keys, r).remove(r.pathVariable("id"));
                                    return ServerResponse.noContent().build();
                                })
                                .GET(
                                        "/channels/{slug}/moderators",
                                        r -> json(object(
                                                "items", of(moderators, r).values())))
                                .PUT("/channels/{slug}/moderators/{handle}", this::addModerator)
                                .DELETE("/channels/{slug}/moderators/{handle}", r -> {
                                    of(moderators, r).remove(r.pathVariable("handle"));
                                    return ServerResponse.noContent().build();
                                })
                                .GET("/ops/guards", r -> asAdmin(r, guards()))
                                .GET("/ops/nodes", r -> asAdmin(r, nodes()))
                                .GET("/ops/health", r -> asAdmin(r, health()))
                                .GET("/setup", r -> json(object("adminNeeded", true)))
                                .POST(
                                        "/setup/admin",
                                        r -> body(r).flatMap(b -> ServerResponse.status(201)
                                                .bodyValue(account(
                                                        text(b, "handle"),
                                                        text(b, "password"),
                                                        text(b, "handle"),
                                                        List.of("admin")))))
                                .build())
                .build();
    }

    private Mono<ServerResponse> signUp(ServerRequest request) {
        return body(request).flatMap(b -> {
            String handle = text(b, "handle");
            if (accounts.containsKey(handle)) {
                return problem(409, "handle-taken", "Handle taken");
            }
            if (text(b, "password").startsWith("password")) {
                return fieldProblem("/password", "Choose a password that is not on every list.");
            }
            String name = b.containsKey("displayName") ? text(b, "displayName") : handle;
            return ServerResponse.status(201).bodyValue(account(handle, text(b, "password"), name, List.of("user")));
        });
    }

    private Mono<ServerResponse> signIn(ServerRequest request) {
        return body(request)
                .flatMap(b -> text(b, "password").equals(passwords.get(text(b, "handle")))
                        ? begin(text(b, "handle"))
                        : problem(401, "bad-credentials", "Unauthorized"));
    }

    private Mono<ServerResponse> refresh(ServerRequest request) {
        String handle = Optional.ofNullable(request.cookies().getFirst(REFRESH))
                .map(c -> refreshes.remove(c.getValue()))
                .orElse(null);
        return handle == null ? problem(401, "no-session", "Unauthorized") : begin(handle);
    }

    private Mono<ServerResponse> begin(String handle) {
        String token = fresh();
        String refresh = fresh();
        tokens.put(token, handle);
        refreshes.put(refresh, handle);
        return ServerResponse.ok()
                .cookie(cookie(refresh, 3600))
                .bodyValue(object(
                        "accessToken",
                        token,
                        "tokenType",
                        "Bearer",
                        "expiresIn",
                        600,
                        "account",
                        accounts.get(handle)));
    }

    private static ResponseCookie cookie(String value, int age) {
        return ResponseCookie.from(REFRESH, value)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/api/v1/sessions")
                .maxAge(age)
                .build();
    }

    private Mono<ServerResponse> leave(String me, Map<String, Object> body) {
        if (!text(body, "password").equals(passwords.get(me))) {
            return problem(403, "wrong-password", "Forbidden");
        }
        accounts.remove(me);
        passwords.remove(me);
        return ServerResponse.noContent().build();
    }

    private Mono<ServerResponse> changePassword(String me, Map<String, Object> body) {
        if (!text(body, "currentPassword").equals(passwords.get(me))) {
            return problem(403, "wrong-password", "Forbidden");
        }
        passwords.put(me, text(body, "newPassword"));
        return ServerResponse.noContent().build();
    }

    private List<Map<String, Object>> mine(String me) {
        return channels.values().stream()
                .filter(c -> ((Map<?, ?>) c.get("owner")).get("handle").equals(me))
                .toList();
    }

    private Mono<ServerResponse> createChannel(String me, Map<String, Object> b) {
        String slug = text(b, "slug");
        if (channels.containsKey(slug)) {
            return problem(409, "slug-taken", "Slug taken");
        }
        Map<String, Object> owner =
                object("handle", me, "displayName", accounts.get(me).get("displayName"));
        Map<String, Object> channel = object(
                "slug",
                slug,
                "title",
                b.get("title"),
                "description",
                b.getOrDefault("description", ""),
                "language",
                "en",
                "visibility",
                b.getOrDefault("visibility", "public"),
                "owner",
                owner,
                "live",
                false,
                "createdAt",
                Instant.now(),
                "updatedAt",
                Instant.now());
        channels.put(slug, channel);
        return ServerResponse.status(201).bodyValue(channel);
    }

    private Mono<ServerResponse> change(ServerRequest request, Map<String, Object> channel, Map<String, Object> b) {
        if (!("\"" + version(channel) + "\"").equals(request.headers().firstHeader("If-Match"))) {
            return problem(412, "changed-meanwhile", "Precondition failed");
        }
        channel.putAll(b);
        return ServerResponse.ok().eTag(version(channel)).bodyValue(channel);
    }

    private static String version(Map<String, Object> channel) {
        return Integer.toHexString(channel.hashCode());
    }

    private List<Map<String, Object>> masked(ServerRequest request) {
        return of(keys, request).values().stream()
                .map(key -> {
                    Map<String, Object> shown = new LinkedHashMap<>(key);
                    shown.remove("key");
                    return shown;
                })
                .toList();
    }

    private Mono<ServerResponse> newKey(ServerRequest request, Map<String, Object> b) {
        Map<String, Object> key = freshKey(fresh(), b.get("name"));
        of(keys, request).put(key.get("id").toString(), key);
        return ServerResponse.status(201).bodyValue(key);
    }

    private Mono<ServerResponse> rotate(ServerRequest request) {
        Map<String, Map<String, Object>> all = of(keys, request);
        Map<String, Object> key = freshKey(
                request.pathVariable("id"), all.get(request.pathVariable("id")).get("name"));
        all.put(key.get("id").toString(), key);
        return json(key);
    }

    private static Map<String, Object> freshKey(String id, Object name) {
        String secret = "wk_" + fresh();
        return object(
                "id",
                id,
                "name",
                name,
                "hint",
                secret.substring(secret.length() - 4),
                "key",
                secret,
                "createdAt",
                Instant.now(),
                "lastUsedAt",
                null);
    }

    private Mono<ServerResponse> addModerator(ServerRequest request) {
        Map<String, Object> account = accounts.get(request.pathVariable("handle"));
        if (account == null) {
            return problem(404, "not-found", "Not found");
        }
        of(moderators, request).put(account.get("handle").toString(), account);
        return ServerResponse.noContent().build();
    }

    private static Map<String, Map<String, Object>> of(
            Map<String, Map<String, Map<String, Object>>> byChannel, ServerRequest request) {
        return byChannel.computeIfAbsent(request.pathVariable("slug"), slug -> new ConcurrentHashMap<>());
    }

    private Mono<ServerResponse> withChannel(
            ServerRequest request, Function<Map<String, Object>, Mono<ServerResponse>> then) {
        Map<String, Object> channel = channels.get(request.pathVariable("slug"));
        return channel == null ? problem(404, "not-found", "Not found") : then.apply(channel);
    }

    private Mono<ServerResponse> as(ServerRequest request, Function<String, Mono<ServerResponse>> then) {
        return caller(request).map(then).orElseGet(() -> problem(401, "unauthorized", "Unauthorized"));
    }

    private Optional<String> caller(ServerRequest request) {
        return Optional.ofNullable(request.headers().firstHeader("Authorization"))
                .map(header -> tokens.get(header.substring("Bearer ".length())));
    }

    private Mono<ServerResponse> asAdmin(ServerRequest request, Map<String, Object> answer) {
        return as(
                request,
                me -> ((Collection<?>) accounts.get(me).get("roles")).contains("admin")
                        ? json(answer)
                        : problem(403, "forbidden", "Forbidden"));
    }

    private static Map<String, Object> device(String id, Object userAgent, boolean current) {
        return object(
                "id",
                id,
                "createdAt",
                Instant.now(),
                "lastUsedAt",
                Instant.now().minusSeconds(7000),
                "userAgent",
                userAgent,
                "current",
                current);
    }

    private static Map<String, Object> guards() {
        return object(
                "guards",
                List.of(
                        guard("postgres", "CLOSED", 0.4, 18234, 73, 0),
                        guard("redis", "HALF_OPEN", 42.5, 911, 388, 1204),
                        guard("object-storage", "OPEN", 100.0, 120, 120, 64)),
                "transitions",
                List.of(
                        object(
                                "at",
                                Instant.now().minusSeconds(20),
                                "guard",
                                "redis",
                                "from",
                                "OPEN",
                                "to",
                                "HALF_OPEN",
                                "node",
                                "weir-7f9c",
                                "cause",
                                null),
                        object(
                                "at",
                                Instant.now().minusSeconds(80),
                                "guard",
                                "redis",
                                "from",
                                "CLOSED",
                                "to",
                                "OPEN",
                                "node",
                                "weir-7f9c",
                                "cause",
                                "Connection refused")));
    }

    private static Map<String, Object> guard(
            String name, String state, double rate, int calls, int failed, int rejected) {
        return object(
                "name",
                name,
                "state",
                state,
                "failureRate",
                rate,
                "calls",
                calls,
                "failed",
                failed,
                "rejected",
                rejected,
                "since",
                Instant.now().minusSeconds(3700));
    }

    private static Map<String, Object> nodes() {
        return object(
                "items",
                List.of(object(
                        "id",
                        "weir-7f9c",
                        "version",
                        "0.1.0",
                        "roles",
                        List.of("api", "chat", "stage", "media", "delivery"),
                        "startedAt",
                        Instant.now().minusSeconds(86400),
                        "lastSeenAt",
                        Instant.now(),
                        "self",
                        true)));
    }

    private static Map<String, Object> health() {
        return object(
                "status",
                "DEGRADED",
                "components",
                object(
                        "postgres",
                        object("status", "UP", "detail", "18.6, pool 3 of 16"),
                        "redis",
                        object("status", "DEGRADED", "detail", "going on alone: local chat, local limits"),
                        "engine",
                        object("status", "UP", "detail", "embedded"),
                        "storage",
                        object("status", "DOWN", "detail", "spooling to disk, 212 MB")));
    }

    private static Map<String, Object> page(Collection<Map<String, Object>> all, ServerRequest request) {
        int from = request.queryParam("cursor").map(Integer::parseInt).orElse(0);
        int limit = request.queryParam("limit").map(Integer::parseInt).orElse(24);
        List<Map<String, Object>> items = all.stream().skip(from).limit(limit).toList();
        return object("items", items, "nextCursor", from + limit < all.size() ? Integer.toString(from + limit) : null);
    }

    private static Mono<Map<String, Object>> body(ServerRequest request) {
        return request.bodyToMono(OBJECT).defaultIfEmpty(new HashMap<>());
    }

    private static String text(Map<String, Object> body, String name) {
        return String.valueOf(body.get(name));
    }

    private static Mono<ServerResponse> json(Object body) {
        return ServerResponse.ok().bodyValue(body);
    }

    private static Mono<ServerResponse> fieldProblem(String pointer, String detail) {
        return ServerResponse.status(400)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(object(
                        "type",
                        "urn:weir:problem:validation",
                        "title",
                        "Some fields are not valid",
                        "status",
                        400,
                        "detail",
                        "See errors.",
                        "errors",
                        List.of(object("pointer", pointer, "detail", detail))));
    }

    private static Mono<ServerResponse> problem(int status, String slug, String title) {
        return ServerResponse.status(HttpStatus.valueOf(status))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(object(
                        "type", "urn:weir:problem:" + slug, "title", title, "status", status, "detail", title + "."));
    }

    /** Not from the system's entropy, which may block an event loop; nothing here needs to be secret. */
    private static String fresh() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong())
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return object;
    }
}
