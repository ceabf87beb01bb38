package live.weir.platform.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springframework.web.method.HandlerMethod;

/** Describes what {@link PageRequest} is read from. */
final class PageParameters {

    private PageParameters() {}

    static Operation describe(Operation operation, HandlerMethod handler) {
        boolean paged = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == PageRequest.class);
        return paged ? operation.addParametersItem(cursor()).addParametersItem(limit()) : operation;
    }

    private static QueryParameter cursor() {
        QueryParameter cursor = new QueryParameter();
        cursor.name("cursor")
                .description("Where the page begins: nextCursor of the page before. Absent for the first.")
                .schema(new StringSchema());
        return cursor;
    }

    private static QueryParameter limit() {
        IntegerSchema schema = new IntegerSchema();
        schema.minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT))
                .setDefault(PageRequest.DEFAULT_LIMIT);
        QueryParameter limit = new QueryParameter();
        limit.name("limit").description("How many items at most.").schema(schema);
        return limit;
    }
}
