package live.weir.platform.bench;

import java.util.List;
import java.util.function.Supplier;
import live.weir.platform.bench.Route.Request;

/** What people do while a server is away, in the shares of a usual evening: mostly reading. */
final class DrillMix implements Supplier<Route> {

    static final String HANDLE = "drill_owner";
    /** Signs in all the time, so that its oldest sessions end: not the account whose token the others use. */
    static final String GUEST = "drill_guest";

    static final String PASSWORD = "measure twice, cut once";
    static final String SLUG = "drill-channel";

    private static final int CHANNELS_READ = 50;

    private final List<Route> routes;
    /** Which route is next, over and over: spread so that no second lacks any. */
    private final int[] turns = {0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 4, 0, 1, 2};

    private int turn;

    DrillMix(String token) {
        String bearer = "Authorization: Bearer " + token;
        String json = "Content-Type: application/json";
        routes = List.of(
                Route.ofMany("GET channel", CHANNELS_READ, i -> Request.get("/api/v1/channels/" + Stock.slug(i))),
                Route.of("GET live", Request.get("/api/v1/live")),
                Route.of("GET accounts/me", Request.get("/api/v1/accounts/me", bearer)),
                Route.ofMany(
                        "PATCH channel",
                        100,
                        i -> Request.of(
                                "PATCH", "/api/v1/channels/" + SLUG, "{\"title\":\"Take " + i + "\"}", bearer, json)),
                Route.of("POST sessions", signIn(GUEST)));
    }

    static Request signUp(String handle) {
        String body = "{\"handle\":\"" + handle + "\",\"password\":\"" + PASSWORD + "\"}";
        return Request.of("POST", "/api/v1/accounts", body, "Content-Type: application/json");
    }

    static Request signIn(String handle) {
        String body = "{\"handle\":\"" + handle + "\",\"password\":\"" + PASSWORD + "\"}";
        return Request.of("POST", "/api/v1/sessions", body, "Content-Type: application/json");
    }

    static Request channel(String token) {
        String body = "{\"slug\":\"" + SLUG + "\",\"title\":\"Drill\"}";
        return Request.of(
                "POST", "/api/v1/channels", body, "Content-Type: application/json", "Authorization: Bearer " + token);
    }

    List<Route> routes() {
        return routes;
    }

    @Override
    public Route get() {
        Route route = routes.get(turns[turn]);
        turn = turn + 1 == turns.length ? 0 : turn + 1;
        return route;
    }
}
