package live.weir.platform.chat.protocol;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants of an enum by their names on the wire: lower case, with dashes. */
final class WireNames<E extends Enum<E>> {

    static final WireNames<Writers> WRITERS = new WireNames<>(Writers.values());

    private final Map<String, E> constants = new LinkedHashMap<>();

    @SafeVarargs
    private WireNames(E... values) {
        for (E value : values) {
            constants.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
    }

    @Nullable
    E of(String name) {
        return constants.get(name);
    }

    @Override
    public String toString() {
        return String.join(", ", constants.keySet());
    }
}
