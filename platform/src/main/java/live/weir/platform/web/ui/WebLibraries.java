package live.weir.platform.web.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The browser libraries, out of their WebJars: lit in its production build, and hls.js with its worker, both minified.
 *
 * <p>Served from memory like our own files, under {@code lib/}. Which version it is only the POM knows.
 */
final class WebLibraries {

    /** The folder in the WebJar, the name that modules import, and the module that answers to it. */
    private enum Library {
        LIT("lit", "lit", "index.js"),
        LIT_HTML("lit-html", "lit-html", "lit-html.js"),
        LIT_ELEMENT("lit-element", "lit-element", "index.js"),
        REACTIVE_ELEMENT("lit__reactive-element", "@lit/reactive-element", "reactive-element.js"),
        HLS("hls.js", "hls.js", "hls.min.js");

        final String folder;
        final String name;
        final String main;

        Library(String folder, String name, String main) {
            this.folder = folder;
            this.name = name;
            this.main = main;
        }

        String root() {
            return "lib/" + folder + "/";
        }
    }

    /** Past the version: modules on top and the directives; not the development and server builds. Of hls.js, two files. */
    private static final Pattern WANTED = Pattern.compile(
            "/(?:([^/]+)/[^/]+/((?:directives/)?[a-z-]+\\.js)|(hls\\.js)/[^/]+/dist/(hls\\.(?:min|worker)\\.js))$");

    /** Maps are not shipped; a reference to one would only make the developer tools ask for it. */
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*\\R?");

    private final SortedMap<String, byte[]> files;

    private WebLibraries(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    /** Reads the class path; blocks, and so belongs to the start of the node. */
    static WebLibraries read() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        PathMatchingResourcePatternResolver classPath = new PathMatchingResourcePatternResolver();
        for (Library library : Library.values()) {
            String pattern = "classpath*:/META-INF/resources/webjars/" + library.folder + "/*/";
            readInto(files, classPath.getResources(pattern + "*.js"));
            readInto(files, classPath.getResources(pattern + "directives/*.js"));
            readInto(files, classPath.getResources(pattern + "dist/hls.*.js"));
            if (!files.containsKey(library.root() + library.main)) {
                throw new IllegalStateException("No WebJar brings " + library.name);
            }
        }
        return new WebLibraries(files);
    }

    private static void readInto(SortedMap<String, byte[]> files, Resource[] modules) throws IOException {
        for (Resource module : modules) {
            Matcher path = WANTED.matcher(module.getURL().toString());
            if (path.find()) {
                String source = module.getContentAsString(StandardCharsets.UTF_8);
                String bare = SOURCE_MAP.matcher(source).replaceAll("");
                boolean isPlain = path.group(1) != null;
                String name = isPlain ? path.group(1) + "/" + path.group(2) : path.group(3) + "/" + path.group(4);
                files.put("lib/" + name, bare.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    /** What bare names in imports mean, as paths below the UI's root. */
    Map<String, String> imports() {
        Map<String, String> imports = new LinkedHashMap<>();
        for (Library library : Library.values()) {
            imports.put(library.name, library.root() + library.main);
            imports.put(library.name + "/", library.root());
        }
        return imports;
    }
}
