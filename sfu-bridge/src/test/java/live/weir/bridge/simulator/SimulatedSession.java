package live.weir.bridge.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A client's session: what it wants to hear, and where it listens. While it listens nowhere, it misses what happens. */
final class SimulatedSession {

    private final String id = UUID.randomUUID().toString();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SimulatedSocket socket;

    String id() {
        return id;
    }

    void isOn(SimulatedSocket newSocket) {
        socket = newSocket;
    }

    String subscribe(String object, String type) {
        subscriptions.add(object + " " + type);
        return UUID.randomUUID().toString();
    }

    void tell(String object, String type, JsonObject data) {
        SimulatedSocket open = socket;
        if (open == null || !subscriptions.contains(object + " " + type)) {
            return;
        }
        data.addProperty("source", object);
        data.addProperty("type", type);
        data.addProperty("timestampMillis", "1700000000000");
        data.add("tags", new JsonArray());
        JsonObject value = new JsonObject();
        value.addProperty("object", object);
        value.addProperty("type", type);
        value.add("data", data);
        JsonObject params = new JsonObject();
        params.add("value", value);
        JsonObject event = new JsonObject();
        event.addProperty("jsonrpc", "2.0");
        event.addProperty("method", "onEvent");
        event.add("params", params);
        open.send(event.toString());
    }
}
