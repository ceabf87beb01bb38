package live.weir.load.hls;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The attribute list of a tag (RFC 8216 §4.2). */
final class Attributes {

    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^,]*)");

    private final Map<String, String> values = new HashMap<>();

    Attributes(String line) {
        Matcher matcher = ATTRIBUTE.matcher(line.substring(line.indexOf(':') + 1));
        while (matcher.find()) {
            values.put(matcher.group(1), matcher.group(2).replace("\"", ""));
        }
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    double number(String name, double otherwise) {
        String value = text(name);
        try {
            return value.isEmpty() ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException unlike) {
            throw new BadPlaylist(name + " is no number: '" + value + "'");
        }
    }
}
