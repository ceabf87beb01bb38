package live.weir.bridge.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An element of a pipeline; by itself a {@code PassThrough}. */
public class SimulatedElement {

    private static final String AUDIO = "AUDIO";
    private static final String VIDEO = "VIDEO";

    private final String id;
    private final SimulatedPipeline pipeline;
    private final SimulatedSession session;
    private final Map<String, SimulatedElement> sources = new ConcurrentHashMap<>();
    private final Map<String, JsonElement> settings = new ConcurrentHashMap<>();

    SimulatedElement(String id, SimulatedPipeline pipeline, SimulatedSession session) {
        this.id = id;
        this.pipeline = pipeline;
        this.session = session;
    }

    String id() {
        return id;
    }

    SimulatedPipeline pipeline() {
        return pipeline;
    }

    /** What was set, by the names of the setters. */
    public Map<String, JsonElement> settings() {
        return settings;
    }

    void invoke(String operation, JsonObject arguments, JsonObject result) {
        switch (operation) {
            case "connect" -> wire(arguments, true);
            case "disconnect" -> wire(arguments, false);
            default -> {
                if (!operation.startsWith("set") || arguments.entrySet().isEmpty()) {
                    throw new SimulatedError(40105, "No method " + operation);
                }
                settings.put(operation, arguments.entrySet().iterator().next().getValue());
            }
        }
    }

    private void wire(JsonObject arguments, boolean on) {
        SimulatedElement sink = pipeline.element(arguments.get("sink").getAsString());
        String type = KurentoSimulator.text(arguments, "mediaType");
        if (type.isEmpty() || type.equals(AUDIO)) {
            sink.feed(AUDIO, this, on);
        }
        if (type.isEmpty() || type.equals(VIDEO)) {
            sink.feed(VIDEO, this, on);
        }
        pipeline.rewired();
    }

    private void feed(String type, SimulatedElement source, boolean on) {
        if (on) {
            sources.put(type, source);
        } else {
            sources.remove(type, source);
        }
    }

    void forget(SimulatedElement gone) {
        sources.values().removeIf(source -> source == gone);
    }

    /** Where its picture, or its sound, begins. */
    @Nullable
    SimulatedWebRtc origin(boolean video) {
        SimulatedElement source = sources.get(video ? VIDEO : AUDIO);
        return source == null ? null : source instanceof SimulatedWebRtc publisher ? publisher : source.origin(video);
    }

    void rewired() {}

    void tell(String type, JsonObject data) {
        session.tell(id, type, data);
    }

    void close() {}
}
