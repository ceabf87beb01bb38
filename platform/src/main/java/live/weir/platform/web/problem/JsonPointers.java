package live.weir.platform.web.problem;

import java.util.List;
import java.util.StringTokenizer;
import tools.jackson.core.JacksonException;

/** JSON pointers (RFC 6901) from the paths that others speak of. */
final class JsonPointers {

    private JsonPointers() {}

    /** {@code links[2].href} is {@code /links/2/href}. */
    static String ofPropertyPath(String path) {
        StringBuilder pointer = new StringBuilder(path.length() + 1);
        StringTokenizer steps = new StringTokenizer(path, ".[]");
        while (steps.hasMoreTokens()) {
            append(pointer, steps.nextToken());
        }
        return pointer.toString();
    }

    static String ofJsonPath(List<JacksonException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : path) {
            String property = step.getPropertyName();
            append(pointer, property != null ? property : Integer.toString(step.getIndex()));
        }
        return pointer.toString();
    }

    /** RFC 6901 §3: the two characters with a meaning are escaped. */
    private static void append(StringBuilder pointer, String step) {
        pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
}
