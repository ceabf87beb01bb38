package live.weir.platform.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import live.weir.bridge.hls.Sequel;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** The same answers by Spring's way, for what {@link HlsConnection} does not see: HTTP/2, and requests sent behind others. */
final class HlsRoutes {

    private final HlsDesk desk;
    private final VodDesk vod;
    private final DeliveryMeters meters;

    HlsRoutes(HlsDesk desk, VodDesk vod, DeliveryMeters meters) {
        this.desk = desk;
        this.vod = vod;
        this.meters = meters;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(
                RequestPredicates.path("/hls/**")
                        .or(RequestPredicates.path("/vod/**")
                                .and(request -> !request.path().endsWith("/video.mp4"))),
                this::handle);
    }

    private Mono<ServerResponse> handle(ServerRequest request) {
        HlsRequest read = read(request.exchange().getRequest());
        return Mono.<HlsAnswer>create(sink -> ask(read, sink))
                .map(answer -> (ServerResponse) new Written(answer))
                .doOnNext(ignored -> meters.bySpring());
    }

    private void ask(HlsRequest request, MonoSink<HlsAnswer> sink) {
        AtomicBoolean gone = new AtomicBoolean();
        sink.onDispose(() -> gone.set(true));
        Consumer<HlsAnswer> taker = answer -> {
            if (gone.get()) {
                answer.release();
            } else {
                sink.success(answer);
            }
        };
        if (request.path().startsWith(VodDesk.PREFIX)) {
            vod.answer(request, taker);
        } else {
            desk.answer(request, taker);
        }
    }

    private static HlsRequest read(ServerHttpRequest request) {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        request.getHeaders().forEach((name, values) -> headers.add(name, values));
        InetSocketAddress remote = request.getRemoteAddress();
        return new HlsRequest(
                request.getMethod().name(),
                request.getURI().getRawPath(),
                request.getURI().getRawQuery(),
                headers,
                remote == null ? null : remote.getAddress(),
                Runnable::run);
    }

    /** A step is asked for when the one before is on its way. What is never finished fails, and the stream or connection with it. */
    private static Flux<Sequel.Step> steps(List<ByteBuf> beginning, Sequel sequel) {
        Mono<Sequel.Step> next = Mono.create(sink -> {
            AtomicBoolean gone = new AtomicBoolean();
            sink.onCancel(() -> gone.set(true));
            sequel.next(step -> {
                if (gone.get()) {
                    step.release();
                } else {
                    sink.success(step);
                }
            });
        });
        return Flux.concat(
                        Mono.just(new Sequel.Step(Sequel.Kind.MORE, beginning)),
                        next.repeat().takeUntil(Sequel.Step::isLast))
                .<Sequel.Step>handle((step, sink) -> {
                    if (step.kind() == Sequel.Kind.BROKEN) {
                        sink.error(new IOException("The segment will never be whole"));
                    } else {
                        sink.next(step);
                    }
                })
                .doOnDiscard(Sequel.Step.class, Sequel.Step::release)
                .doFinally(end -> sequel.leave());
    }

    /** An answer that is made already, or is being made. */
    private record Written(HlsAnswer answer) implements ServerResponse {

        @Override
        public HttpStatusCode statusCode() {
            return HttpStatusCode.valueOf(answer.status().code());
        }

        @Override
        public org.springframework.http.HttpHeaders headers() {
            org.springframework.http.HttpHeaders headers = new org.springframework.http.HttpHeaders();
            answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
            return headers;
        }

        @Override
        public org.springframework.util.MultiValueMap<String, org.springframework.http.ResponseCookie> cookies() {
            return new org.springframework.util.LinkedMultiValueMap<>();
        }

        @Override
        public Mono<Void> writeTo(org.springframework.web.server.ServerWebExchange exchange, Context context) {
            ServerHttpResponse response = exchange.getResponse();
            response.setStatusCode(statusCode());
            response.getHeaders().putAll(headers());
            NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
            if (answer.sequel() != null) {
                return response.writeAndFlushWith(steps(answer.body(), answer.sequel())
                        .map(step -> Flux.fromIterable(step.body()).map((ByteBuf piece) -> buffers.wrap(piece))));
            }
            if (answer.body().isEmpty()) {
                return response.setComplete();
            }
            return response.writeWith(
                    Flux.fromIterable(answer.body()).<DataBuffer>map((ByteBuf piece) -> buffers.wrap(piece)));
        }
    }
}
