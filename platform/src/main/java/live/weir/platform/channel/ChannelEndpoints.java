package live.weir.platform.channel;

import live.weir.platform.security.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What of channels needs no token. */
@Configuration(proxyBeanMethods = false)
class ChannelEndpoints {

    @Bean
    PublicEndpoints publicChannelEndpoints() {
        return PublicEndpoints.of(HttpMethod.GET, "/api/v1/channels/{slug}")
                .and(HttpMethod.HEAD, "/api/v1/channels/{slug}")
                .and(HttpMethod.GET, "/api/v1/channels/{slug}/followers");
    }
}
