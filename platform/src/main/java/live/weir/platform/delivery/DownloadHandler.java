package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.weir.bridge.record.Mp4File;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A recording as one file, made while it is sent, as fast as the client takes it. Its bytes are the same each time, so that a
 * download goes on where it broke off, and a player seeks (one range, RFC 9110; of several the whole is sent).
 */
@RestController
class DownloadHandler {

    private final VodDesk vod;

    DownloadHandler(VodDesk vod) {
        this.vod = vod;
    }

    @GetMapping("/vod/{id}/video.mp4")
    @io.swagger.v3.oas.annotations.Hidden // the address comes with the recording
    Mono<Void> open(@PathVariable UUID id, ServerHttpRequest request, ServerHttpResponse response) {
        return send(id, null, request, response);
    }

    @GetMapping("/vod/{id}/~{token}/video.mp4")
    @io.swagger.v3.oas.annotations.Hidden
    Mono<Void> signed(
            @PathVariable UUID id, @PathVariable String token, ServerHttpRequest request, ServerHttpResponse response) {
        return send(id, token, request, response);
    }

    private Mono<Void> send(UUID id, @Nullable String token, ServerHttpRequest request, ServerHttpResponse response) {
        return vod.find(id, token).flatMap(found -> {
            if (found.program().isEmpty()) {
                return Mono.error(Problem.notFound("recording", id.toString()));
            }
            return Mp4File.of(found.program())
                    .flatMap(file -> send(file, id, found.channel().slug(), request, response));
        });
    }

    private Mono<Void> send(
            Mp4File file, UUID id, String name, ServerHttpRequest request, ServerHttpResponse response) {
        String tag = "\"" + id + '-' + Long.toHexString(file.length()) + '"'; // one that is being recorded grows
        HttpHeaders headers = response.getHeaders();
        headers.setETag(tag);
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.setCacheControl(CacheControl.noStore());
        Optional<HttpRange> range;
        try {
            range = range(request, tag);
        } catch (IllegalArgumentException malformed) {
            range = Optional.empty(); // what cannot be understood is no range
        }
        long from = range.map(part -> part.getRangeStart(file.length())).orElse(0L);
        long to = range.map(part -> part.getRangeEnd(file.length())).orElse(file.length() - 1);
        if (from > to) {
            response.setStatusCode(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + file.length());
            return response.setComplete();
        }
        if (range.isPresent()) {
            response.setStatusCode(HttpStatus.PARTIAL_CONTENT);
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes " + from + '-' + to + '/' + file.length());
        }
        headers.setContentType(MediaType.parseMediaType("video/mp4"));
        headers.setContentLength(to - from + 1);
        headers.setContentDisposition(
                ContentDisposition.attachment().filename(name + ".mp4").build());
        return HttpMethod.HEAD.equals(request.getMethod())
                ? response.setComplete()
                : response.writeWith(bytes(file, from, to, (NettyDataBufferFactory) response.bufferFactory()));
    }

    /** Nothing where there is none, where there are several, or where the client knows another file ({@code If-Range}). */
    private static Optional<HttpRange> range(ServerHttpRequest request, String tag) {
        HttpHeaders headers = request.getHeaders();
        String known = headers.getFirst(HttpHeaders.IF_RANGE);
        List<HttpRange> ranges = known == null || known.equals(tag) ? headers.getRange() : List.of();
        return ranges.size() == 1 ? Optional.of(ranges.get(0)) : Optional.empty();
    }

    private Flux<DataBuffer> bytes(Mp4File file, long from, long to, NettyDataBufferFactory buffers) {
        int first = file.pieceAt(from);
        return Flux.range(first, file.pieceAt(to) - first + 1)
                .concatMap(
                        number -> file.piece(number)
                                .<DataBuffer>map(bytes -> buffers.wrap(cut(bytes, file.start(number), from, to))),
                        1)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private static ByteBuf cut(ByteBuf bytes, long start, long from, long to) {
        int skip = (int) Math.max(0, from - start);
        int end = (int) Math.min(bytes.readableBytes(), to + 1 - start);
        return bytes.slice(bytes.readerIndex() + skip, end - skip);
    }
}
