package live.weir.platform.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpStatus;

/** Adds the problems that any operation of its kind may answer with; what a handler declares itself stays. */
final class ProblemResponses implements GlobalOpenApiCustomizer {

    private static final List<HttpStatus> OF_ALL = List.of(
            HttpStatus.UNAUTHORIZED,
            HttpStatus.FORBIDDEN,
            HttpStatus.TOO_MANY_REQUESTS,
            HttpStatus.SERVICE_UNAVAILABLE);
    private static final List<HttpStatus> WITH_BODY =
            List.of(HttpStatus.BAD_REQUEST, HttpStatus.CONTENT_TOO_LARGE, HttpStatus.UNSUPPORTED_MEDIA_TYPE);

    @Override
    public void customise(OpenAPI api) {
        api.schema("Problem", problem());
        for (HttpStatus status : HttpStatus.values()) {
            if (isCommon(status)) {
                api.getComponents().addResponses(name(status), response(status));
            }
        }
        if (api.getPaths() != null) {
            api.getPaths().values().forEach(ProblemResponses::addTo);
        }
    }

    private static boolean isCommon(HttpStatus status) {
        return OF_ALL.contains(status)
                || WITH_BODY.contains(status)
                || status == HttpStatus.NOT_FOUND
                || status == HttpStatus.CONFLICT;
    }

    private static void addTo(PathItem path) {
        path.readOperationsMap().forEach((method, operation) -> {
            OF_ALL.forEach(status -> add(operation, status));
            if (operation.getRequestBody() != null) {
                WITH_BODY.forEach(status -> add(operation, status));
            }
            if (operation.getParameters() != null && !operation.getParameters().isEmpty()) {
                add(operation, HttpStatus.BAD_REQUEST);
            }
            if (takesFromPath(operation)) {
                add(operation, HttpStatus.NOT_FOUND);
            }
            if (method != PathItem.HttpMethod.GET && method != PathItem.HttpMethod.HEAD) {
                add(operation, HttpStatus.CONFLICT);
            }
        });
    }

    private static boolean takesFromPath(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
    }

    private static void add(Operation operation, HttpStatus status) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        operation
                .getResponses()
                .putIfAbsent(
                        Integer.toString(status.value()),
                        new ApiResponse().$ref("#/components/responses/" + name(status)));
    }

    private static String name(HttpStatus status) {
        return "Problem" + status.value();
    }

    private static ApiResponse response(HttpStatus status) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(reference)));
    }

    private static Schema<?> problem() {
        ObjectSchema problem = new ObjectSchema();
        problem.description("An error (RFC 9457). Switch on the type, never on the wording.")
                .addProperty("type", text("A stable name of this kind of error."))
                .addProperty("title", text("What this kind of error is."))
                .addProperty("status", new IntegerSchema().description("The HTTP status, again."))
                .addProperty("detail", text("What is wrong this time."))
                .addProperty("instance", text("The request's id, to be quoted in a report."))
                .addProperty(
                        "errors", new ArraySchema().items(error()).description("Each thing wrong with the request."))
                .additionalProperties(true);
        problem.setRequired(List.of("type", "title", "status", "detail"));
        return problem;
    }

    private static Schema<?> error() {
        ObjectSchema error = new ObjectSchema();
        error.addProperty("pointer", text("A JSON pointer (RFC 6901) into the request's body."))
                .addProperty("parameter", text("A parameter of the query or the path."))
                .addProperty("header", text("A header of the request."))
                .addProperty("detail", text("What is wrong there."));
        error.setRequired(List.of("detail"));
        return error;
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
