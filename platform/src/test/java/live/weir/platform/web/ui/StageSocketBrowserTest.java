package live.weir.platform.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.WebSocketRoute;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page's end of {@code weir.stage.v1}, against a server that says exactly what the test tells it to say. */
class StageSocketBrowserTest extends BrowserTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String OPENED = """
            async () => {
              const { StageSocket } = await import(document.documentElement.dataset.ui + 'stage/socket.js');
              window.stage = new StageSocket('mill', { greeting: async () => ({ as: 'viewer' }) });
              window.stage.open();
            }""";

    private static final String WELCOME = """
            {"type":"welcome","ref":"%s","self":{"id":"v1","role":"viewer","name":"Kim"},"resume":"seat-1","resumed":%s,"sessions":[],
             "heartbeat":20,"ice":[],"relayOnly":false,"channel":{"slug":"mill","title":"The mill"}}""";

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    @Test
    void it_is_let_in_and_follows_the_stage() {
        Page page = connected((socket, hello) -> {
            socket.send(WELCOME.formatted(hello.path("ref").asString(), false));
            socket.send("{\"type\":\"stage\",\"version\":2,\"state\":\"live\",\"performers\":[]}");
            socket.send("{\"type\":\"stage\",\"version\":1,\"state\":\"idle\",\"performers\":[]}");
            socket.send("{\"type\":\"of-tomorrow\"}");
        });
        BrowserSession.await(page, "stage.state === 'open' && stage.stage?.version === 2");
        assertThat(page.evaluate("stage.self.name")).isEqualTo("Kim");
        browser.assertNoComplaints();
    }

    @Test
    void a_lost_seat_is_taken_again() {
        Page page = connected((socket, hello) -> {
            boolean first = connections.get() == 1;
            socket.send(WELCOME.formatted(hello.path("ref").asString(), !first));
            if (first) {
                socket.close(new WebSocketRoute.CloseOptions().setCode(1012));
            }
        });
        BrowserSession.await(page, "stage.state === 'open'");
        awaitConnections(page, 2);
        assertThat(heard.get(0).has("resume")).isFalse();
        assertThat(heard.get(1).path("resume").asString()).isEqualTo("seat-1");
    }

    @Test
    void a_seat_that_is_gone_is_asked_for_anew() {
        Page page = connected((socket, hello) -> {
            if (hello.has("resume")) {
                refuse(socket, hello, "unknown-seat", 404);
            } else {
                socket.send(WELCOME.formatted(hello.path("ref").asString(), false));
                if (connections.get() == 1) {
                    socket.close(new WebSocketRoute.CloseOptions().setCode(1012));
                }
            }
        });
        awaitConnections(page, 3);
        BrowserSession.await(page, "stage.state === 'open'");
        assertThat(heard.get(2).has("resume")).isFalse();
    }

    @Test
    void who_may_not_come_in_is_told_once_and_does_not_ask_again() {
        Page page = connected((socket, hello) -> refuse(socket, hello, "forbidden", 403));
        BrowserSession.await(page, "stage.state === 'closed' && stage.problem.status === 403");
        assertThat(connections).hasValue(1);
    }

    @Test
    void a_server_that_asks_for_patience_is_asked_later() {
        Page page = connected((socket, hello) -> {
            if (connections.get() == 1) {
                refuse(socket, hello, "busy", 503);
            } else {
                socket.send(WELCOME.formatted(hello.path("ref").asString(), false));
            }
        });
        BrowserSession.await(page, "stage.state === 'open'");
        assertThat(connections).hasValue(2);
    }

    @Test
    void a_last_word_without_return_is_final() {
        Page page = connected((socket, hello) -> {
            socket.send(WELCOME.formatted(hello.path("ref").asString(), false));
            socket.send("{\"type\":\"bye\",\"reason\":\"removed\",\"again\":false,\"afterSeconds\":0}");
        });
        BrowserSession.await(page, "stage.state === 'closed' && stage.reason === 'removed'");
        assertThat(connections).hasValue(1);
    }

    @Test
    void what_is_asked_gets_its_own_answer_or_the_refusal() {
        Page page = connected((socket, message) -> {
            String ref = message.path("ref").asString();
            switch (message.path("type").asString()) {
                case "hello" -> socket.send(WELCOME.formatted(ref, false));
                case "hand" -> socket.send("{\"type\":\"done\",\"ref\":\"" + ref + "\"}");
                default -> refuse(socket, message, "forbidden", 403);
            }
        });
        BrowserSession.await(page, "stage.state === 'open'");
        assertThat(page.evaluate("stage.ask({ type: 'hand', raised: true }).then(answer => answer.type)"))
                .isEqualTo("done");
        assertThat(page.evaluate("stage.ask({ type: 'go-live' }).catch(problem => problem.status)"))
                .isEqualTo(403);
    }

    private Page connected(BiConsumer<WebSocketRoute, JsonNode> answer) {
        heard.clear();
        connections.set(0);
        Page page = browser.visitor(BrowserSession.desktop());
        page.routeWebSocket("**/ws/stage/mill", socket -> {
            connections.incrementAndGet();
            socket.onMessage(frame -> answer.accept(socket, listen(frame)));
        });
        BrowserSession.visit(page, weir.url("/"));
        page.evaluate(OPENED);
        return page;
    }

    private JsonNode listen(WebSocketFrame frame) {
        JsonNode message = JSON.readTree(frame.text());
        heard.add(message);
        return message;
    }

    private static void refuse(WebSocketRoute socket, JsonNode message, String problem, int status) {
        socket.send("""
                {"type":"refused","ref":"%s","problem":{"type":"urn:weir:problem:%s","title":"No","status":%d}}""".formatted(message.path("ref").asString(), problem, status));
    }

    private void awaitConnections(Page page, int wanted) {
        for (int turns = 0; connections.get() < wanted && turns < 500; turns++) {
            page.waitForTimeout(20);
        }
        assertThat(connections.get()).isGreaterThanOrEqualTo(wanted);
        BrowserSession.await(page, "stage.state === 'open'");
    }
}
