package live.weir.platform.live;

import live.weir.platform.security.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What of broadcasts needs no token. */
@Configuration(proxyBeanMethods = false)
class LiveEndpoints {

    @Bean
    PublicEndpoints publicLiveEndpoints() {
        return PublicEndpoints.of(HttpMethod.GET, "/api/v1/live")
                .and(HttpMethod.HEAD, "/api/v1/live")
                .and(HttpMethod.GET, "/api/v1/channels/{slug}/broadcasts")
                .and(HttpMethod.HEAD, "/api/v1/channels/{slug}/broadcasts");
    }
}
