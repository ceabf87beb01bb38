package live.weir.bridge.engine.kurento;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.weir.bridge.engine.kurento.RpcFailure.Kind;
import reactor.core.publisher.MonoSink;

/** Requests that wait for their answers. On the connection's loop. */
final class RpcPending {

    /** One of them, and what will end it if nothing does. */
    private record Waiting(String method, MonoSink<JsonElement> sink, Future<?> deadline) {}

    private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();

    int count() {
        return waiting.size();
    }

    void add(int id, String method, MonoSink<JsonElement> sink, Future<?> deadline) {
        waiting.put(id, new Waiting(method, sink, deadline));
    }

    void expire(int id) {
        Waiting late = waiting.remove(id);
        if (late != null) {
            late.sink().error(RpcFailure.of(Kind.TIMED_OUT, "No answer to " + late.method()));
        }
    }

    void failAll(String why) {
        List<Waiting> all = List.copyOf(waiting.values());
        waiting.clear();
        for (Waiting one : all) {
            one.deadline().cancel(false);
            one.sink().error(RpcFailure.of(Kind.LOST, why + " during " + one.method()));
        }
    }

    /** An answer nobody waits for any more is late, and of no use. */
    void answer(int id, JsonObject message) {
        Waiting one = waiting.remove(id);
        if (one == null) {
            return;
        }
        one.deadline().cancel(false);
        if (message.get("error") instanceof JsonObject error) {
            one.sink().error(refusal(one.method(), error));
        } else if (message.has("result")) {
            one.sink().success(message.get("result"));
        } else {
            one.sink().success(JsonNull.INSTANCE);
        }
    }

    private static RpcFailure refusal(String method, JsonObject error) {
        int code = error.has("code") && error.get("code").isJsonPrimitive() ? RpcText.integer(error.get("code")) : 0;
        return new RpcFailure(Kind.REFUSED, code, method + " was refused: " + RpcText.excerpt(error));
    }
}
