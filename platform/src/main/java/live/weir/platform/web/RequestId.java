package live.weir.platform.web;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The name by which one request is found again in responses, logs and problem reports. */
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    /** Where the exchange and the Reactor context keep it. */
    public static final String KEY = "weir.requestId";

    /** Its name in log lines. */
    public static final String MDC_KEY = "requestId";

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    private RequestId() {}

    public static Optional<String> of(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(KEY));
    }

    /** A sane id of the caller's is kept, so that a trace can begin outside; anything else is replaced. */
    static String keepOrMake(@Nullable String offered) {
        return offered != null && isSane(offered) ? offered : make();
    }

    private static boolean isSane(String id) {
        return id.length() >= SHORTEST
                && id.length() <= LONGEST
                && id.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Ids need to be distinct, not secret: a fast generator will do. */
    private static String make() {
        String digits = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return "0".repeat(16 - digits.length()) + digits;
    }
}
