package live.weir.platform.limits;

import io.micrometer.core.instrument.MeterRegistry;
import live.weir.platform.infrastructure.redis.Redis;
import live.weir.platform.web.ClientAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the limits into the way of requests. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "weir.limits.enabled", matchIfMissing = true)
class LimitConfiguration {

    @Bean
    RateLimits rateLimits(LimitSettings settings, Redis redis, MeterRegistry meters) {
        return RateLimits.of(settings, redis, meters);
    }

    @Bean
    AddressLimits addressLimits(ClientAddress addresses, RateLimits limits) {
        return new AddressLimits(addresses, limits);
    }

    @Bean
    AccountLimits accountLimits(RateLimits limits) {
        return new AccountLimits(limits);
    }
}
