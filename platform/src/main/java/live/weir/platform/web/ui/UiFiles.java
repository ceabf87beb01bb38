package live.weir.platform.web.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every file of the UI, in memory, under one version.
 *
 * <p>The version is a hash of all contents and part of every path. A browser that holds a page of one version therefore
 * never gets a module of another, and whatever it has fetched stays valid for ever.
 */
final class UiFiles {

    private static final String ROOT = "/ui/";

    private final SortedMap<String, byte[]> contents;
    private final Map<String, UiFile> files = new LinkedHashMap<>();
    private final String version;

    private UiFiles(SortedMap<String, byte[]> contents) {
        this.contents = contents;
        this.version = ContentHash.of(contents);
        contents.forEach((path, content) -> files.put(path, UiFile.of(path, content)));
    }

    /** Reads the class path; blocks, and so belongs to the start of the node. */
    static UiFiles read(WebLibraries libraries) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>(libraries.files());
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath:/ui/**/*.*")) {
            String url = resource.getURL().toString();
            contents.put(url.substring(url.lastIndexOf(ROOT) + ROOT.length()), resource.getContentAsByteArray());
        }
        return new UiFiles(contents);
    }

    String version() {
        return version;
    }

    /** The path in the URL of a file, or of a folder if the name ends in a slash. */
    String url(String path) {
        return ROOT + version + "/" + path;
    }

    @Nullable
    UiFile file(String path) {
        return files.get(path);
    }

    /** All paths in alphabetical order. */
    Iterable<String> paths() {
        return contents.keySet();
    }

    Optional<String> source(String path) {
        return Optional.ofNullable(contents.get(path)).map(content -> new String(content, StandardCharsets.UTF_8));
    }

    String requiredSource(String path) {
        return source(path).orElseThrow(() -> new IllegalStateException("The UI lacks " + path));
    }
}
