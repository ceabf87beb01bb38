package live.weir.platform.limits;

import io.micrometer.core.instrument.MeterRegistry;
import live.weir.platform.infrastructure.redis.Redis;
import reactor.core.publisher.Mono;

/** The limits that there are. */
record RateLimits(
        RateLimit address, RateLimit door, RateLimit write, RateLimit signIn, RateLimit register, RateLimit refresh) {

    static RateLimits of(LimitSettings settings, Redis redis, MeterRegistry meters) {
        return new RateLimits(
                perNode("address", settings.address(), meters),
                perNode("door", settings.door(), meters),
                overAllNodes("write", settings.write(), redis, meters),
                overAllNodes("sign-in", settings.signIn(), redis, meters),
                overAllNodes("register", settings.register(), redis, meters),
                overAllNodes("refresh", settings.refresh(), redis, meters));
    }

    private static RateLimit perNode(String name, Limit limit, MeterRegistry meters) {
        LocalBuckets local = new LocalBuckets(limit, System::nanoTime);
        return new RateLimit(name, limit, caller -> Mono.just(local.take(caller)), local::take, meters);
    }

    private static RateLimit overAllNodes(String name, Limit limit, Redis redis, MeterRegistry meters) {
        LocalBuckets alone = new LocalBuckets(limit, System::nanoTime);
        SharedBuckets shared = new SharedBuckets(name, limit, redis, alone);
        return new RateLimit(name, limit, shared::take, alone::take, meters);
    }
}
