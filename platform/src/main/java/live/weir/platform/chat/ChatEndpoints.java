package live.weir.platform.chat;

import live.weir.platform.security.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What of chat needs no token. */
@Configuration(proxyBeanMethods = false)
class ChatEndpoints {

    @Bean
    PublicEndpoints publicChatEndpoints() {
        return PublicEndpoints.of(HttpMethod.GET, "/api/v1/channels/{slug}/chat")
                .and(HttpMethod.GET, "/api/v1/channels/{slug}/chat/emotes")
                .and(HttpMethod.GET, "/api/v1/emotes/{id}/{size}.png");
    }
}
