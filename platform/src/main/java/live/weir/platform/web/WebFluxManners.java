package live.weir.platform.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** How handlers get their arguments. After Boot's own configurer, which brings a decoder too. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class WebFluxManners implements WebFluxConfigurer {

    private final WebSettings settings;
    private final JsonMapper json;

    WebFluxManners(WebSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        int maxBody = (int) settings.maxBody().toBytes();
        configurer.defaultCodecs().maxInMemorySize(maxBody);
        configurer.defaultCodecs().jacksonJsonDecoder(new StrictJsonDecoder(json));
        configurer.customCodecs().register(new TextDecoder(maxBody));
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new PageRequestResolver());
    }
}
