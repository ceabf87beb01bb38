package live.weir.platform.stage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What happens while the engine's servers take no stage.
 *
 * @param fallback {@code embedded}: the stage is moved by the engine inside the node; {@code none}: it is refused
 */
@ConfigurationProperties("weir.engine")
@Validated
record EngineFallback(@DefaultValue("none") Kind fallback) {

    enum Kind {
        NONE,
        EMBEDDED
    }
}
