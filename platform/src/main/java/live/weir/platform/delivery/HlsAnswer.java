package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/**
 * An answer as it goes out.
 *
 * @param body each is the writer's to release; together they have the length that the headers say
 */
record HlsAnswer(HttpResponseStatus status, HttpHeaders headers, List<ByteBuf> body) {

    void release() {
        body.forEach(ByteBuf::release);
    }
}
