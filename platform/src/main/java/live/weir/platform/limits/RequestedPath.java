package live.weir.platform.limits;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;

/** A path as the routes will read it: an escaped letter must not lead around a limit. */
final class RequestedPath {

    private RequestedPath() {}

    static String of(PathContainer path) {
        String raw = path.value();
        if (raw.indexOf('%') < 0 && raw.indexOf(';') < 0) {
            return raw;
        }
        StringBuilder decoded = new StringBuilder(raw.length());
        for (Element element : path.elements()) {
            decoded.append(element instanceof PathSegment segment ? segment.valueToMatch() : element.value());
        }
        return decoded.toString();
    }
}
