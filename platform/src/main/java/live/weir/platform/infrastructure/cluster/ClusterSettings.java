package live.weir.platform.infrastructure.cluster;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The node among other nodes.
 *
 * @param url where other nodes reach this one over HTTP, such as {@code http://10.0.0.7:8080}; a node alone
 *     needs none, and each of several needs its own: requests for its stages are passed there
 */
@ConfigurationProperties("weir.cluster")
@Validated
public record ClusterSettings(@Nullable URI url) {

    public ClusterSettings {
        if (url != null
                && (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme())))) {
            throw new IllegalArgumentException("weir.cluster.url must be an http or https address: " + url);
        }
    }
}
