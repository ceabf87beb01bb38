package live.weir.platform.web;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Carries the request's id from the Reactor context into the log lines of whatever thread works on it.
 *
 * <p>Needs {@code spring.reactor.context-propagation=auto}.
 */
@Component
final class RequestIdLogging implements ThreadLocalAccessor<String> {

    RequestIdLogging() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(this);
    }

    @Override
    public Object key() {
        return RequestId.KEY;
    }

    @Override
    public @Nullable String getValue() {
        return MDC.get(RequestId.MDC_KEY);
    }

    @Override
    public void setValue(String id) {
        MDC.put(RequestId.MDC_KEY, id);
    }

    @Override
    public void setValue() {
        MDC.remove(RequestId.MDC_KEY);
    }
}
