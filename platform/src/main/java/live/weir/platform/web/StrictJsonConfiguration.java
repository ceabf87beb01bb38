package live.weir.platform.web;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as RFC 8259 and I-JSON (RFC 7493) have it, and no larger than we can bear.
 *
 * <p>Strict where two readers could differ (duplicate names, what follows the document, "1" for 1, lone surrogates);
 * lenient where it costs nothing: unknown properties, since a client may be newer than we are, and the case of enum
 * values.
 */
@Configuration(proxyBeanMethods = false)
class StrictJsonConfiguration {

    private static final int MAX_NESTING = 32;
    private static final int MAX_STRING = 64 * 1024;
    private static final int MAX_NAME = 256;

    /** No number that we take needs more: a long has 19 digits, a double 17 and an exponent. */
    private static final int MAX_NUMBER = 64;

    @Bean
    JsonFactoryBuilderCustomizer boundedJson(WebSettings settings) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxStringLength(MAX_STRING)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER)
                .maxDocumentLength(settings.maxBody().toBytes())
                .build();
        return factory -> factory.streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return StrictJsonConfiguration::makeStrict;
    }

    private static void makeStrict(JsonMapper.Builder builder) {
        builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new SimpleModule("weir-strict-strings").addDeserializer(String.class, new StrictString()));
    }
}
