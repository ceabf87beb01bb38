package live.weir.platform.program;

import static live.weir.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A host at the stage socket, without media. */
final class HostSeat implements AutoCloseable {

    private final Sinks.Many<String> words = Sinks.many().unicast().onBackpressureBuffer();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Disposable connection;

    HostSeat(URI socket, String token) throws Exception {
        connection = new ReactorNettyWebSocketClient()
                .execute(socket, new WebSocketHandler() {
                    @Override
                    public List<String> getSubProtocols() {
                        return List.of("weir.stage.v1");
                    }

                    @Override
                    public Mono<Void> handle(WebSocketSession session) {
                        return session.send(words.asFlux().mergeWith(pings()).map(session::textMessage))
                                .and(session.receive()
                                        .map(WebSocketMessage::getPayloadAsText)
                                        .doOnNext(told::add));
                    }
                })
                .subscribe(done -> {}, failure -> told.add("broken: " + failure));
        say("{\"type\":\"hello\",\"as\":\"performer\",\"token\":\"" + token + "\"}");
        await("\"type\":\"welcome\"");
    }

    /** Who is silent is sent away. */
    private static Flux<String> pings() {
        return Flux.interval(Duration.ofSeconds(15)).map(round -> "{\"type\":\"ping\"}");
    }

    void say(String message) {
        words.tryEmitNext(message).orThrow();
    }

    void await(String text) throws Exception {
        eventually(() -> assertThat(told).anyMatch(message -> message.contains(text)));
    }

    @Override
    public void close() {
        words.tryEmitComplete();
        connection.dispose();
    }
}
