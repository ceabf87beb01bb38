package live.weir.platform.web.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {{names}}} in it, cut up once so that filling it is only appending. */
final class Template {

    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    private final List<String> texts = new ArrayList<>();
    private final List<String> slots = new ArrayList<>();

    Template(String source) {
        Matcher slot = SLOT.matcher(source);
        int end = 0;
        while (slot.find()) {
            texts.add(source.substring(end, slot.start()));
            slots.add(slot.group(1));
            end = slot.end();
        }
        texts.add(source.substring(end));
    }

    /** Values go in as they are: whoever fills in what a client said escapes it first. */
    String fill(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < slots.size(); i++) {
            String value = values.get(slots.get(i));
            if (value == null) {
                throw new IllegalStateException("The template asks for " + slots.get(i));
            }
            filled.append(texts.get(i)).append(value);
        }
        return filled.append(texts.get(texts.size() - 1)).toString();
    }
}
