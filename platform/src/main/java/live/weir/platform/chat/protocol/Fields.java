package live.weir.platform.chat.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one client message: each is asked for once, with its bounds; what nobody asked for is refused. */
final class Fields {

    private static final int LONGEST_REF = 64;
    private static final int LONGEST_SHOWN = 40;
    private static final long LARGEST_SEQ = (1L << 53) - 1; // what JavaScript counts to

    private final ObjectNode node;
    private final @Nullable String said;
    private final @Nullable String ref;
    private final Set<String> left = new LinkedHashSet<>();

    Fields(ObjectNode node, boolean isSay) {
        this.node = node;
        left.addAll(node.propertyNames());
        left.remove("type");
        this.said = isSay ? idOf(node) : null;
        this.ref = isSay ? null : optional("ref", LONGEST_REF);
    }

    private static @Nullable String idOf(ObjectNode node) {
        JsonNode id = node.get("id");
        return id != null && id.isString() && id.stringValue().length() <= LONGEST_REF ? id.stringValue() : null;
    }

    @Nullable
    String ref() {
        return ref;
    }

    BadMessage refuse(String field, String wants) {
        return BadMessage.field(field, wants, ref, said);
    }

    private @Nullable JsonNode take(String field) {
        left.remove(field);
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode require(String field) {
        JsonNode value = take(field);
        if (value == null) {
            throw refuse(field, "is missing.");
        }
        return value;
    }

    String text(String field, int longest) {
        return textOf(field, require(field), longest);
    }

    @Nullable
    String optional(String field, int longest) {
        JsonNode value = take(field);
        return value == null ? null : textOf(field, value, longest);
    }

    private String textOf(String field, JsonNode value, int longest) {
        if (!value.isString()) {
            throw refuse(field, "must be a string.");
        }
        String text = value.stringValue();
        if (text.isEmpty() || text.length() > longest) {
            throw refuse(field, "must have 1 to " + longest + " characters.");
        }
        return text;
    }

    boolean flag(String field) {
        return flagOf(field, require(field));
    }

    @Nullable
    Boolean optionalFlag(String field) {
        JsonNode value = take(field);
        return value == null ? null : Boolean.valueOf(flagOf(field, value));
    }

    private boolean flagOf(String field, JsonNode value) {
        if (!value.isBoolean()) {
            throw refuse(field, "must be true or false.");
        }
        return value.booleanValue();
    }

    int number(String field, int least, int most) {
        return (int) numberOf(field, require(field), least, most);
    }

    int number(String field, int least, int most, int otherwise) {
        JsonNode value = take(field);
        return value == null ? otherwise : (int) numberOf(field, value, least, most);
    }

    @Nullable
    Integer optionalNumber(String field, int least, int most) {
        JsonNode value = take(field);
        return value == null ? null : Integer.valueOf((int) numberOf(field, value, least, most));
    }

    long seq(String field) {
        return numberOf(field, require(field), 1, LARGEST_SEQ);
    }

    @Nullable
    Long optionalSeq(String field, long least) {
        JsonNode value = take(field);
        return value == null ? null : Long.valueOf(numberOf(field, value, least, LARGEST_SEQ));
    }

    private long numberOf(String field, JsonNode value, long least, long most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw refuse(field, "must be a whole number from " + least + " to " + most + ".");
        }
        return value.longValue();
    }

    List<String> texts(String field, int least, int most, int longest) {
        JsonNode value = require(field);
        if (!value.isArray() || value.size() < least || value.size() > most) {
            throw refuse(field, "must be a list of " + least + " to " + most + " strings.");
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            texts.add(textOf(field, item, longest));
        }
        return texts;
    }

    /** One of the constants, by their names on the wire. */
    <E extends Enum<E>> @Nullable E optionalOneOf(String field, WireNames<E> names) {
        String name = optional(field, LONGEST_SHOWN);
        if (name == null) {
            return null;
        }
        E constant = names.of(name);
        if (constant == null) {
            throw refuse(field, "must be one of " + names + ".");
        }
        return constant;
    }

    /** Nothing else may be there. */
    void end() {
        for (String unknown : left) {
            throw refuse(
                    unknown.length() > LONGEST_SHOWN ? unknown.substring(0, LONGEST_SHOWN) + "…" : unknown,
                    "is not a field of this message.");
        }
    }
}
