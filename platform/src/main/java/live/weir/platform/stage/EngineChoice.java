package live.weir.platform.stage;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What moves the media.
 *
 * @param engine {@code embedded}, inside the node, or {@code kurento}, by servers of {@code weir.kurento.urls}; without a word it is Kurento if
 *     there are such servers
 */
@ConfigurationProperties("weir")
@Validated
record EngineChoice(@Nullable Kind engine) {

    enum Kind {
        EMBEDDED,
        KURENTO
    }

    boolean isKurento(KurentoSettings kurento) {
        Kind chosen = engine;
        if (chosen == Kind.KURENTO && kurento.urls().isEmpty()) {
            throw new IllegalArgumentException("weir.engine is kurento, but weir.kurento.urls names no server");
        }
        return chosen == null ? !kurento.urls().isEmpty() : chosen == Kind.KURENTO;
    }
}
