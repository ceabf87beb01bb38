package live.weir.platform.launch;

import java.net.BindException;
import java.util.Optional;
import java.util.stream.Collectors;
import live.weir.platform.infrastructure.StartupFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionException;
import org.springframework.validation.FieldError;

/** Says in one sentence why a node cannot start, when that is something its operator can put right. */
final class StartupReport implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> sentence = sentence(failure);
        sentence.ifPresent(text -> System.err.println("Weir cannot start: " + text));
        return sentence.isPresent();
    }

    static Optional<String> sentence(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> sentence = ofCause(cause);
            if (sentence.isPresent()) {
                return sentence;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofCause(Throwable cause) {
        if (cause instanceof StartupFailure || cause instanceof RefusedConfiguration) {
            return Optional.ofNullable(cause.getMessage());
        }
        if (cause instanceof PortInUseException taken) {
            return Optional.of("port " + taken.getPort()
                    + " is taken by another program; stop it, or choose another port by SERVER_PORT.");
        }
        if (cause instanceof BindException) {
            return Optional.of("the address to listen on cannot be used (" + cause.getMessage()
                    + "); check SERVER_PORT and SERVER_ADDRESS.");
        }
        if (cause instanceof BindValidationException invalid) {
            return Optional.of(invalid.getValidationErrors().getAllErrors().stream()
                    .map(error -> invalid.getValidationErrors().getName() + "."
                            + (error instanceof FieldError field ? field.getField() : error.getObjectName()) + " "
                            + error.getDefaultMessage())
                    .collect(Collectors.joining("; ", "", ".")));
        }
        if (cause instanceof ConfigurationPropertiesBindException bind && isConversion(bind)) {
            return Optional.of(String.valueOf(rootOf(bind).getMessage()));
        }
        return Optional.empty();
    }

    private static boolean isConversion(ConfigurationPropertiesBindException bind) {
        for (@Nullable Throwable cause = bind; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException) {
                return false;
            }
            if (cause instanceof ConversionException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof org.springframework.boot.context.properties.bind.BindException bind) {
                return new IllegalArgumentException(bind.getName() + " is '"
                        + (bind.getProperty() == null ? "" : bind.getProperty().getValue()) + "', which is not a "
                        + bind.getTarget().getType());
            }
        }
        return root;
    }
}
