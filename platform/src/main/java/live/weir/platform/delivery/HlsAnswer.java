package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import live.weir.bridge.hls.Sequel;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it goes out.
 *
 * @param body each is the writer's to release; together they have the length that the headers say
 * @param sequel the rest of a body that is still being made; null if there is none, and then the headers say how long it is
 */
record HlsAnswer(
        HttpResponseStatus status,
        HttpHeaders headers,
        List<ByteBuf> body,
        @Nullable Sequel sequel) {

    HlsAnswer(HttpResponseStatus status, HttpHeaders headers, List<ByteBuf> body) {
        this(status, headers, body, null);
    }

    void release() {
        body.forEach(ByteBuf::release);
        if (sequel != null) {
            sequel.leave();
        }
    }
}
