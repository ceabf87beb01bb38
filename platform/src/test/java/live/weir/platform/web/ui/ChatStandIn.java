package live.weir.platform.web.ui;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One room that speaks {@code weir.chat.v1} with the pages that are let into it, as far as pages show it: what they do with
 * their words is what is tested here, not what a server does.
 */
final class ChatStandIn {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> remembered = new ArrayList<>();
    private final List<WebSocketRoute> sockets = new CopyOnWriteArrayList<>();
    private int seq;

    /** From now on this page's chat is in this room: as a person, or reading only. */
    void letIn(Page page, @Nullable String handle, String role) {
        page.routeWebSocket("**/ws/chat/*", socket -> {
            socket.onMessage(frame -> take(socket, JSON.readTree(frame.text()), handle, role));
            socket.onClose((code, reason) -> sockets.remove(socket));
        });
    }

    /** Everybody's connection is gone at once. */
    void hangUp() {
        List.copyOf(sockets).forEach(socket -> socket.close(new WebSocketRoute.CloseOptions().setCode(1012)));
        sockets.clear();
    }

    void say(String handle, String text) {
        message("s" + seq, handle, "viewer", text, null);
    }

    private void take(WebSocketRoute socket, JsonNode message, @Nullable String handle, String role) {
        switch (message.path("type").asString()) {
            case "hello" -> welcome(socket, message, handle, role);
            case "say" -> {
                String id = message.path("id").asString();
                JsonNode reply = message.get("reply");
                message(id, String.valueOf(handle), role, message.path("text").asString(), reply);
                socket.send("{\"type\":\"ack\",\"id\":\"%s\",\"seq\":%d}".formatted(id, seq));
            }
            case "delete" -> {
                int gone = message.path("seq").asInt();
                tell("{\"type\":\"deleted\",\"seq\":%d,\"id\":\"d%1$d\",\"message\":%d,\"by\":\"moderator\"}"
                        .formatted(++seq, gone));
                done(socket, message);
            }
            case "timeout" -> {
                String who = message.path("who").asString();
                tell("{\"type\":\"cleared\",\"seq\":%d,\"id\":\"c%1$d\",\"handle\":\"%s\"}".formatted(++seq, who));
                done(socket, message);
            }
            case "poll" -> {
                JsonNode choices = message.path("choices");
                tell("""
                        {"type":"poll","seq":%d,"id":"q%1$d","poll":{"id":"p1","question":"%s","choices":[{"text":"%s","votes":3},{"text":"%s","votes":1}],"endsAt":"2099-01-01T00:00:00Z","open":true}}
                        """.formatted(
                                ++seq,
                                message.path("question").asString(),
                                choices.get(0).asString(),
                                choices.get(1).asString()));
                done(socket, message);
            }
            case "ping" -> socket.send("{\"type\":\"pong\"}");
            default -> done(socket, message);
        }
    }

    private void welcome(WebSocketRoute socket, JsonNode hello, @Nullable String handle, String role) {
        String self = handle == null ? "null" : person(handle, role);
        int resume = hello.path("resume").asInt(-1);
        socket.send("""
                {"type":"welcome","ref":"%s","self":%s,"seq":%d,"resumed":%b,"channel":{"slug":"s","title":"S"},
                 "room":{"writers":"everybody","slowSeconds":0,"emotesOnly":false,"linksAllowed":true,"shield":false},"viewers":2}
                """.formatted(hello.path("ref").asString(), self, seq, resume >= 0));
        if (resume < 0) {
            socket.send("{\"type\":\"page\",\"events\":[" + String.join(",", remembered) + "],\"more\":false}");
        } else {
            remembered
                    .subList(Math.min(resume, remembered.size()), remembered.size())
                    .forEach(socket::send);
        }
        sockets.add(socket);
    }

    private void message(String id, String handle, String role, String text, @Nullable JsonNode reply) {
        Map<String, Object> quoted = reply == null
                ? Map.of()
                : Map.of("reply", Map.of("seq", reply.asInt(), "handle", "somebody", "text", "what was said"));
        List<String> mentions = List.of(text.split(" ")).stream()
                .filter(word -> word.startsWith("@"))
                .map(word -> word.substring(1))
                .toList();
        String rest = JSON.writeValueAsString(Map.of("text", text, "mentions", mentions));
        String quote = quoted.isEmpty() ? "" : "," + inner(JSON.writeValueAsString(quoted));
        tell("{\"type\":\"message\",\"seq\":%d,\"id\":\"%s\",\"from\":%s,\"at\":\"2026-11-21T10:00:00Z\",%s%s}"
                .formatted(++seq, id, person(handle, role), inner(rest), quote));
    }

    private static String inner(String object) {
        return object.substring(1, object.length() - 1);
    }

    private static String person(String handle, String role) {
        return "{\"id\":\"u-%s\",\"handle\":\"%1$s\",\"name\":\"%1$s\",\"role\":\"%s\"}".formatted(handle, role);
    }

    private void tell(String event) {
        remembered.add(event);
        sockets.forEach(socket -> socket.send(event));
    }

    private static void done(WebSocketRoute socket, JsonNode message) {
        if (message.has("ref")) {
            socket.send("{\"type\":\"done\",\"ref\":\"" + message.path("ref").asString() + "\"}");
        }
    }
}
