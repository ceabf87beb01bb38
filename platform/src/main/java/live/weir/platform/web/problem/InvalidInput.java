package live.weir.platform.web.problem;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ServerWebInputException;

/** What bean validation and the conversion of parameters found wrong. */
final class InvalidInput {

    private InvalidInput() {}

    /** The constraints of a request's record, or of a record bound from the query. */
    static Problem fields(WebExchangeBindException invalid) {
        boolean body = isBody(invalid.getMethodParameter());
        Problem problem = Problem.validation();
        addFields(problem, body, invalid.getBindingResult().getAllErrors());
        return problem;
    }

    /** The constraints on a handler's arguments themselves. */
    static Problem arguments(HandlerMethodValidationException invalid) {
        Problem problem = Problem.validation();
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                addFields(problem, isBody(result.getMethodParameter()), errors.getAllErrors());
            } else {
                result.getResolvableErrors()
                        .forEach(error -> blame(problem, result.getMethodParameter(), sentence(error)));
            }
        }
        return problem;
    }

    /** One parameter or header that is missing, or of the wrong type. */
    static Problem argument(ServerWebInputException invalid) {
        Problem problem = Problem.validation();
        MethodParameter parameter = invalid.getMethodParameter();
        if (invalid instanceof MissingRequestValueException missing) {
            return missing.getLabel().contains("header")
                    ? problem.atHeader(missing.getName(), "is required")
                    : problem.atParameter(missing.getName(), "is required");
        }
        if (parameter == null) {
            return StatusProblem.of(HttpStatus.BAD_REQUEST);
        }
        Class<?> wanted = invalid.getCause() instanceof TypeMismatchException mismatch
                ? mismatch.getRequiredType()
                : parameter.getParameterType();
        blame(problem, parameter, ExpectedValue.describe(wanted));
        return problem;
    }

    private static void addFields(Problem problem, boolean body, List<? extends ObjectError> errors) {
        errors.stream()
                .sorted(Comparator.comparing(InvalidInput::field).thenComparing(InvalidInput::sentence))
                .forEach(error -> {
                    if (body) {
                        problem.at(JsonPointers.ofPropertyPath(field(error)), sentence(error));
                    } else {
                        problem.atParameter(field(error), sentence(error));
                    }
                });
    }

    private static String field(ObjectError error) {
        return error instanceof FieldError field ? field.getField() : "";
    }

    private static String sentence(MessageSourceResolvable error) {
        return Optional.ofNullable(error.getDefaultMessage()).orElse("is not valid");
    }

    private static boolean isBody(@Nullable MethodParameter parameter) {
        return parameter != null && parameter.hasParameterAnnotation(RequestBody.class);
    }

    private static void blame(Problem problem, MethodParameter parameter, String detail) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (isBody(parameter)) {
            problem.at("", detail);
        } else if (header != null) {
            problem.atHeader(nameOr(header.name(), parameter), detail);
        } else {
            problem.atParameter(parameterName(parameter), detail);
        }
    }

    private static String parameterName(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        return nameOr(query != null ? query.name() : path != null ? path.name() : "", parameter);
    }

    private static String nameOr(String name, MethodParameter parameter) {
        return !name.isEmpty()
                ? name
                : Optional.ofNullable(parameter.getParameterName()).orElse("");
    }
}
