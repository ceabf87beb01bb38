package live.weir.platform.web.ui;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which modules a module needs before it can run.
 *
 * <p>The shell names them all in advance; otherwise a browser finds each level only after it has read the one before, a
 * round trip per level.
 */
final class ModuleGraph {

    /** Static imports and re-exports, in our style and minified; {@code import(…)} has a parenthesis and is not one. */
    private static final Pattern IMPORT = Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"']([^\"']+)[\"']");

    private final UiFiles files;
    private final Map<String, String> imports;

    ModuleGraph(UiFiles files, Map<String, String> imports) {
        this.files = files;
        this.imports = imports;
    }

    /** The module itself first, then whatever it reaches, nearest first. */
    Set<String> needsOf(String... modules) {
        Set<String> reached = new LinkedHashSet<>();
        for (String module : modules) {
            collect(module, reached);
        }
        return reached;
    }

    private void collect(String module, Set<String> reached) {
        if (!reached.add(module)) {
            return;
        }
        Matcher names = IMPORT.matcher(files.requiredSource(module));
        while (names.find()) {
            collect(resolve(module, names.group(1)), reached);
        }
    }

    private String resolve(String importer, String name) {
        if (name.startsWith(".")) {
            return URI.create(importer).resolve(name).toString();
        }
        String exact = imports.get(name);
        return exact != null ? exact : resolveByPrefix(name);
    }

    private String resolveByPrefix(String name) {
        int slash = name.indexOf('/', name.startsWith("@") ? name.indexOf('/') + 1 : 0);
        @Nullable String folder = slash < 0 ? null : imports.get(name.substring(0, slash + 1));
        if (folder == null) {
            throw new IllegalStateException("The import map has no entry for " + name);
        }
        return folder + name.substring(slash + 1);
    }
}
