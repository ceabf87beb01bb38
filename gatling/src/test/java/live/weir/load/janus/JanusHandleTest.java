package live.weir.load.janus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import live.weir.load.http.HttpCaller;
import live.weir.load.reach.Reach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What is made of a Janus that answers otherwise than its manual says. */
class JanusHandleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SUCCESS = "{\"janus\":\"success\",\"data\":{\"id\":7}}";

    private final Queue<String> answers = new ArrayDeque<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.sendString(Mono.fromSupplier(answers::remove)))
            .bindNow();
    private final HttpCaller http = new HttpCaller(Reach.LOOPBACK, 10);

    @AfterEach
    void close() {
        http.close();
        server.disposeNow();
    }

    private String problem(String... all) {
        answers.addAll(List.of(all));
        URI address = URI.create("http://127.0.0.1:" + server.port() + "/janus");
        return String.valueOf(JanusHandle.attach(http, address, PATIENCE)
                .flatMap(handle -> handle.ask("{\"request\":\"join\"}", null).doFinally(any -> handle.close()))
                .map(JanusHandle::description)
                .onErrorResume(failed -> Mono.just(String.valueOf(failed.getMessage())))
                .block(PATIENCE));
    }

    @Test
    void what_is_no_json_is_said_so() {
        assertThat(problem("<html>")).isEqualTo("Janus' answer is no JSON");
    }

    @Test
    void an_answer_without_an_id_is_said_so() {
        assertThat(problem("{\"janus\":\"success\"}")).isEqualTo("Janus' answer has no id");
    }

    @Test
    void its_own_words_come_through() {
        assertThat(problem("{\"janus\":\"error\",\"error\":{\"code\":403,\"reason\":\"Unauthorized request\"}}"))
                .isEqualTo("Janus refused: Unauthorized request");
    }

    @Test
    void so_do_those_of_the_video_room() {
        assertThat(problem(
                        SUCCESS,
                        SUCCESS,
                        "{\"janus\":\"ack\"}",
                        "{\"janus\":\"event\",\"plugindata\":{\"data\":{\"error\":\"No such room (1234)\"}}}"))
                .isEqualTo("Janus refused: No such room (1234)");
    }

    @Test
    void other_events_are_passed_over_until_the_description_comes() {
        assertThat(problem(
                        SUCCESS,
                        SUCCESS,
                        "{\"janus\":\"ack\"}",
                        "{\"janus\":\"keepalive\"}",
                        "{\"janus\":\"event\",\"jsep\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}"))
                .isEqualTo("v=0");
    }
}
