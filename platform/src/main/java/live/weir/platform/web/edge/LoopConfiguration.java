package live.weir.platform.web.edge;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * The node's event loops are its own. Reactor Netty's common ones are those of the whole process: a node that stops would
 * take them from another that goes on beside it, as nodes in tests do.
 */
@Configuration(proxyBeanMethods = false)
class LoopConfiguration {

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResourcesSupplier(() -> LoopResources.create("weir-http"));
        return factory;
    }
}
