package live.weir.platform.delivery;

import java.util.UUID;
import live.weir.bridge.record.Mp4File;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A recording as one file, made while it is sent, as fast as the client takes it. */
@RestController
class DownloadHandler {

    private final VodDesk vod;
    private final Recordings recordings;

    DownloadHandler(VodDesk vod, Recordings recordings) {
        this.vod = vod;
        this.recordings = recordings;
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
            return Mono.fromCallable(() -> Mp4File.of(found.program()))
                    .subscribeOn(recordings.scheduler())
                    .flatMap(file -> send(file, found.channel().slug(), request, response));
        });
    }

    private Mono<Void> send(Mp4File file, String name, ServerHttpRequest request, ServerHttpResponse response) {
        response.getHeaders().setContentType(MediaType.parseMediaType("video/mp4"));
        response.getHeaders().setContentLength(file.length());
        response.getHeaders().setCacheControl(CacheControl.noStore());
        response.getHeaders()
                .setContentDisposition(
                        ContentDisposition.attachment().filename(name + ".mp4").build());
        if (HttpMethod.HEAD.equals(request.getMethod())) {
            return response.setComplete();
        }
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        Flux<DataBuffer> body = Flux.range(0, file.pieces())
                .concatMap(
                        number -> Mono.<DataBuffer>fromCallable(() -> buffers.wrap(file.piece(number)))
                                .subscribeOn(recordings.scheduler()),
                        1)
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
        return response.writeWith(body);
    }
}
