package live.weir.bridge.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's session: what it wants to hear, and where it listens. While it listens nowhere, it misses what happens. */
final class SimulatedSession {

    private final String id = UUID.randomUUID().toString();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final BooleanSupplier isMute;
    private final Predicate<String> isWithheld;
    private final Collection<String> untold = new ConcurrentLinkedQueue<>();
    private final Queue<String> withheld = new ConcurrentLinkedQueue<>();
    private volatile boolean used;
    private volatile @Nullable SimulatedSocket socket;

    /**
     * @param isMute while it is, what happens is told to nobody
     * @param isWithheld whether events of a type are told later
     */
    SimulatedSession(BooleanSupplier isMute, Predicate<String> isWithheld) {
        this.isMute = isMute;
        this.isWithheld = isWithheld;
    }

    int heldBack() {
        return withheld.size();
    }

    /** Events that were withheld, in their order. */
    void tellWithheld() {
        SimulatedSocket open = socket;
        for (String event = withheld.poll(); event != null && open != null; event = withheld.poll()) {
            open.send(event);
        }
    }

    /** Types of events that nobody was told of. */
    Collection<String> untold() {
        return untold;
    }

    String id() {
        return id;
    }

    void isUsed() {
        used = true;
    }

    /** Before it had to do with any object, a server does not know it again. */
    boolean wasUsed() {
        return used;
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
        if (isMute.getAsBoolean()) {
            untold.add(type);
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
        if (isWithheld.test(type)) {
            withheld.add(event.toString());
        } else {
            open.send(event.toString());
        }
    }
}
