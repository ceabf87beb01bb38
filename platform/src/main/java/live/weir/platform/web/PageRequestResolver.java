package live.weir.platform.web;

import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/** Reads {@link PageRequest} from the query. */
final class PageRequestResolver implements SyncHandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public PageRequest resolveArgumentValue(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        String cursor = query.getFirst("cursor");
        return new PageRequest(cursor == null || cursor.isEmpty() ? null : cursor, limit(query.getFirst("limit")));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw Problem.invalidParameter("limit", "must be an integer between 1 and " + PageRequest.MAX_LIMIT);
        }
        return limit;
    }
}
