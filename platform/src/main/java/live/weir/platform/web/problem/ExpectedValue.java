package live.weir.platform.web.problem;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value should have been, in the words of JSON and not of Java. */
final class ExpectedValue {

    private static final Set<Class<?>> INTEGERS = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class);
    private static final Set<Class<?>> DECIMALS =
            Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class);

    private ExpectedValue() {}

    static String describe(@Nullable Class<?> type) {
        if (type == null) {
            return "is not valid";
        }
        if (type.isEnum()) {
            return "must be one of " + constants(type);
        }
        return "must be " + article(type);
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String article(Class<?> type) {
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (INTEGERS.contains(type)) {
            return "an integer";
        }
        if (DECIMALS.contains(type) || type == Number.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return stringForm(type);
    }

    private static String stringForm(Class<?> type) {
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == URI.class) {
            return "a URI";
        }
        if (type == Duration.class) {
            return "a duration (ISO 8601)";
        }
        return Temporal.class.isAssignableFrom(type) ? "a date or time (ISO 8601)" : "an object";
    }
}
