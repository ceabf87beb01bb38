package live.weir.platform.stage;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Said so by {@code weir.engine}, or by naming servers. */
final class KurentoIsChosen implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        EngineChoice choice = binder.bindOrCreate("weir", EngineChoice.class);
        KurentoSettings kurento = binder.bindOrCreate("weir.kurento", KurentoSettings.class);
        return choice.isKurento(kurento);
    }
}
