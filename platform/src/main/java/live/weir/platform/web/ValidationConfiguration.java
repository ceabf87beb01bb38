package live.weir.platform.web;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validator;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import java.util.Locale;
import org.hibernate.validator.messageinterpolation.ResourceBundleMessageInterpolator;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sentences about invalid fields: in English, as all of the API is, and read from the class path before the node listens.
 *
 * <p>By default each new language a client asks for is loaded when its first error happens, on an event loop.
 */
@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {

    @Bean
    ValidationConfigurationCustomizer englishMessages() {
        return configuration -> configuration.messageInterpolator(new English());
    }

    @Bean
    SmartInitializingSingleton validationReady(Validator validator) {
        return () -> validator.validate(new Sample("", "0"));
    }

    /** Fails in a plain constraint and in one whose sentence is an expression: both kinds are loaded lazily. */
    private record Sample(
            @NotBlank String text, @DecimalMin("1") String number) {}

    private static final class English implements MessageInterpolator {

        private final MessageInterpolator messages = new ResourceBundleMessageInterpolator();

        @Override
        public String interpolate(String template, Context context) {
            return messages.interpolate(template, context, Locale.ENGLISH);
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return interpolate(template, context);
        }
    }
}
