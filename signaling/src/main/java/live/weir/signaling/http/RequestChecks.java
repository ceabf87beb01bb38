package live.weir.signaling.http;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a request must be like before anybody looks at what it says. */
final class RequestChecks {

    static final MediaType SDP = MediaType.parseMediaType("application/sdp");
    static final MediaType FRAGMENT = MediaType.parseMediaType("application/trickle-ice-sdpfrag");

    private RequestChecks() {}

    /** @param header the one that names the right type, {@code Accept-Post} or {@code Accept-Patch} */
    static void requireType(ServerRequest request, MediaType wanted, String header) {
        if (!isOf(request, wanted)) {
            throw HttpRefused.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            "The body must be of type " + wanted + ".")
                    .header(header, wanted.toString());
        }
    }

    static boolean isOf(ServerRequest request, MediaType wanted) {
        List<String> given = request.headers().header("Content-Type");
        return given.size() == 1 && isOf(given.get(0), wanted);
    }

    private static boolean isOf(String given, MediaType wanted) {
        try {
            return wanted.equalsTypeAndSubtype(MediaType.parseMediaType(given));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** Who accepts no answer that is SDP, gets none. */
    static void requireAcceptable(ServerRequest request) {
        List<String> accepted = request.headers().header("Accept");
        if (!accepted.isEmpty() && accepted.stream().noneMatch(RequestChecks::takesSdp)) {
            throw HttpRefused.of(
                    HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "The answer is of type " + SDP + ", and no other.");
        }
    }

    private static boolean takesSdp(String accepted) {
        try {
            return MediaType.parseMediaTypes(accepted).stream()
                    .anyMatch(type -> type.includes(SDP) && type.getQualityValue() > 0);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
