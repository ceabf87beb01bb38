package live.weir.bridge.simulator;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.testing.Now;
import org.jspecify.annotations.Nullable;

/** A pipeline: a stage of the engine that moves its media, opened when there is any. */
public final class SimulatedPipeline {

    private final String id;
    private final SimulatedSession owner;
    private final MediaEngine media;
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Map<String, SimulatedElement> elements = new ConcurrentHashMap<>();
    private @Nullable MediaStage stage;

    SimulatedPipeline(String id, SimulatedSession owner, MediaEngine media) {
        this.id = id;
        this.owner = owner;
        this.media = media;
    }

    public String id() {
        return id;
    }

    boolean isOf(SimulatedSession session) {
        return owner == session;
    }

    public Map<String, String> tags() {
        return tags;
    }

    /** Of the type, such as {@code WebRtcEndpoint}. */
    public List<SimulatedElement> elements(String type) {
        return elements.values().stream()
                .filter(element -> element.id().endsWith("." + type))
                .toList();
    }

    SimulatedElement create(String type, SimulatedSession session) {
        String elementId = id + "/" + UUID.randomUUID() + "_kurento." + type;
        SimulatedElement element = switch (type) {
            case "WebRtcEndpoint" -> new SimulatedWebRtc(elementId, this, session);
            case "PassThrough" -> new SimulatedElement(elementId, this, session);
            case "RtpEndpoint" -> new SimulatedRtp(elementId, this, session);
            default -> throw new SimulatedError(40100, "No type " + type);
        };
        elements.put(elementId, element);
        return element;
    }

    SimulatedElement element(String elementId) {
        SimulatedElement element = elements.get(elementId);
        if (element == null) {
            throw new SimulatedError(40101, "Object '" + elementId + "' not found");
        }
        return element;
    }

    /** Opened late: most pipelines are the canary's. */
    MediaStage stage() {
        if (stage == null) {
            stage = Now.now(media.openStage(new StageId(id), StagePolicy.defaults()));
        }
        return Objects.requireNonNull(stage);
    }

    void invoke(String operation, JsonObject arguments, JsonObject result) {
        switch (operation) {
            case "addTag" ->
                tags.put(
                        arguments.get("key").getAsString(),
                        arguments.get("value").getAsString());
            case "getTag" -> {
                String tag = tags.get(arguments.get("key").getAsString());
                if (tag == null) {
                    throw new SimulatedError(40110, "Tag key not found");
                }
                result.addProperty("value", tag);
            }
            default -> throw new SimulatedError(40105, "No method " + operation);
        }
    }

    /** What is connected to what has changed. */
    void rewired() {
        elements.values().forEach(SimulatedElement::rewired);
    }

    void release(String elementId) {
        SimulatedElement gone = element(elementId);
        elements.remove(elementId);
        gone.close();
        elements.values().forEach(element -> element.forget(gone));
        rewired();
    }

    void close() {
        elements.values().forEach(SimulatedElement::close);
        elements.clear();
        MediaStage open = stage;
        if (open != null) {
            open.close().block(Duration.ofSeconds(5));
        }
    }
}
