package live.weir.platform.web.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** One file of the UI as it goes over the wire: read and compressed once, at start. */
final class UiFile {

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final Map<String, MediaType> TYPES = Map.of(
            "js", SCRIPT,
            "css", MediaType.parseMediaType("text/css;charset=UTF-8"),
            "json", MediaType.APPLICATION_JSON,
            "svg", MediaType.parseMediaType("image/svg+xml"),
            "png", MediaType.IMAGE_PNG,
            "html", MediaType.parseMediaType("text/html;charset=UTF-8"),
            "webmanifest", MediaType.parseMediaType("application/manifest+json"));

    private final MediaType type;
    private final byte[] plain;
    private final byte @Nullable [] gzip;
    private final String hash;

    private UiFile(MediaType type, byte[] plain, byte @Nullable [] gzip) {
        this.type = type;
        this.plain = plain;
        this.gzip = gzip;
        this.hash = ContentHash.of(plain);
    }

    static UiFile of(String path, byte[] content) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        MediaType type = TYPES.getOrDefault(extension, MediaType.APPLICATION_OCTET_STREAM);
        byte[] packed = type.equals(MediaType.IMAGE_PNG) ? content : compress(content);
        return new UiFile(type, content, packed.length < content.length ? packed : null);
    }

    MediaType type() {
        return type;
    }

    /** Shared by all responses: nobody writes to it. */
    byte[] plain() {
        return plain;
    }

    /** Absent where compressing gains nothing. */
    byte @Nullable [] gzip() {
        return gzip;
    }

    String hash() {
        return hash;
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
