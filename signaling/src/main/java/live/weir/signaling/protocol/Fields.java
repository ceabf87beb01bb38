package live.weir.signaling.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one client message: each is asked for once, with its bounds; what nobody asked for is refused. */
final class Fields {

    static final int LONGEST_REF = 64;
    private static final int LONGEST_SHOWN = 40;

    private final ObjectNode node;
    private final @Nullable String ref;
    private final Set<String> left = new LinkedHashSet<>();

    Fields(ObjectNode node) {
        this.node = node;
        left.addAll(node.propertyNames());
        left.remove("type");
        this.ref = optional("ref", LONGEST_REF);
    }

    @Nullable
    String ref() {
        return ref;
    }

    BadMessage refuse(String field, String wants) {
        return BadMessage.field(field, wants, ref);
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

    /** What people read: no control characters, and more than blanks. */
    String name(String field, int longest) {
        return nameOf(field, text(field, longest));
    }

    @Nullable
    String optionalName(String field, int longest) {
        String text = optional(field, longest);
        return text == null ? null : nameOf(field, text);
    }

    private String nameOf(String field, String text) {
        if (text.isBlank() || text.codePoints().anyMatch(Fields::isHidden)) {
            throw refuse(field, "must be a name that can be read.");
        }
        return text.strip();
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    boolean flag(String field) {
        return flagOf(field, require(field));
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode value = take(field);
        return value == null ? otherwise : flagOf(field, value);
    }

    private boolean flagOf(String field, JsonNode value) {
        if (!value.isBoolean()) {
            throw refuse(field, "must be true or false.");
        }
        return value.booleanValue();
    }

    int number(String field, int least, int most) {
        return numberOf(field, require(field), least, most);
    }

    int number(String field, int least, int most, int otherwise) {
        JsonNode value = take(field);
        return value == null ? otherwise : numberOf(field, value, least, most);
    }

    private int numberOf(String field, JsonNode value, int least, int most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw refuse(field, "must be a whole number from " + least + " to " + most + ".");
        }
        return value.intValue();
    }

    List<String> texts(String field, int least, int most, int longest) {
        JsonNode value = least == 0 ? take(field) : require(field);
        if (value == null) {
            return List.of();
        }
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
    <E extends Enum<E>> E oneOf(String field, WireNames<E> names) {
        E constant = names.of(text(field, LONGEST_SHOWN));
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
