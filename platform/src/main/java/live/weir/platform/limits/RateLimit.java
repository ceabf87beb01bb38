package live.weir.platform.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Function;
import live.weir.platform.web.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * One named limit: takes a token, and tells the caller where it stands by the headers of the RateLimit draft
 * (draft-ietf-httpapi-ratelimit-headers).
 */
final class RateLimit {

    private final String name;
    private final Limit limit;
    private final Function<String, Mono<Decision>> buckets;
    private final Function<String, Decision> local;
    private final String policy;
    private final Counter refused;

    /** @param local the buckets of this node, which may be all there are */
    RateLimit(
            String name,
            Limit limit,
            Function<String, Mono<Decision>> buckets,
            Function<String, Decision> local,
            MeterRegistry meters) {
        this.name = name;
        this.limit = limit;
        this.buckets = buckets;
        this.local = local;
        this.policy =
                "\"" + name + "\";q=" + limit.requests() + ";w=" + limit.per().toSeconds();
        this.refused = Counter.builder("weir.limits.refused")
                .description("Requests refused because their caller asked too much")
                .tag("limit", name)
                .register(meters);
    }

    /** Completes if the caller may go on; fails with 429 if not. */
    Mono<Void> spendToken(String caller, HttpHeaders response) {
        return buckets.apply(caller).handle((decision, sink) -> {
            response.set("RateLimit-Policy", policy);
            response.set("RateLimit", standing(decision));
            if (decision.allowed()) {
                sink.complete();
            } else {
                refused.increment();
                sink.error(tooMany(decision));
            }
        });
    }

    /** The same for a limit that is counted per node, where there are no headers. */
    boolean spendTokenHere(String caller) {
        Decision decision = local.apply(caller);
        if (!decision.allowed()) {
            refused.increment();
        }
        return decision.allowed();
    }

    private String standing(Decision decision) {
        return "\"" + name + "\";r=" + decision.remaining() + ";t="
                + (decision.untilNext().toMillis() + 999) / 1000;
    }

    private Problem tooMany(Decision decision) {
        Duration wait = decision.untilNext();
        return Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "Too many requests",
                        "At most " + limit.requests() + " in " + limit.per().toSeconds() + " seconds.")
                .with("limit", name)
                .header("RateLimit-Policy", policy)
                .header("RateLimit", standing(decision))
                .retryAfter(wait);
    }
}
