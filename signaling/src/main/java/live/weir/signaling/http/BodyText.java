package live.weir.signaling.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Gathers a body within a bound. What lies beyond is let by for a while: a client that still writes when the connection is
 * cut loses the answer that would have told it why.
 */
final class BodyText {

    /** Ten times what a browser offers with all its codecs. */
    static final int LONGEST = 64 * 1024;

    private static final int MOST_LET_BY = 1024 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long length;

    private BodyText() {}

    /** @return what is not empty; else fails with 400, or 413 */
    static Mono<String> read(ServerRequest request) {
        if (request.headers().contentLength().orElse(0) > MOST_LET_BY) {
            return Mono.error(tooLong().header("Connection", "close"));
        }
        return request.body(BodyExtractors.toDataBuffers())
                .collect(BodyText::new, BodyText::add)
                .map(BodyText::text);
    }

    private void add(DataBuffer buffer) {
        try {
            int more = buffer.readableByteCount();
            length += more;
            if (length <= LONGEST) {
                byte[] copy = new byte[more];
                buffer.read(copy);
                bytes.write(copy, 0, more);
            } else if (length > MOST_LET_BY) {
                throw tooLong().header("Connection", "close");
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    private String text() {
        if (length > LONGEST) {
            throw tooLong();
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        if (text.isBlank()) {
            throw HttpRefused.of(HttpStatus.BAD_REQUEST, "bad-description", "The body is empty.");
        }
        return text;
    }

    private static HttpRefused tooLong() {
        return HttpRefused.of(
                HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is longer than " + LONGEST + " bytes.");
    }
}
