package live.weir.bridge.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.engine.MediaEngine;

/** What clients have made on the server. */
public final class SimulatedObjects {

    private static final String MANAGER = "manager_ServerManager";

    private final MediaEngine media;
    private final Map<String, SimulatedPipeline> pipelines = new ConcurrentHashMap<>();

    SimulatedObjects(MediaEngine media) {
        this.media = media;
    }

    String create(SimulatedSession session, JsonObject params) {
        String type = KurentoSimulator.text(params, "type");
        if (type.equals("MediaPipeline")) {
            SimulatedPipeline pipeline =
                    new SimulatedPipeline(UUID.randomUUID() + "_kurento.MediaPipeline", session, media);
            pipelines.put(pipeline.id(), pipeline);
            return pipeline.id();
        }
        SimulatedPipeline pipeline =
                pipeline(KurentoSimulator.text(params.getAsJsonObject("constructorParams"), "mediaPipeline"));
        return pipeline.create(type, session).id();
    }

    private SimulatedPipeline pipeline(String id) {
        SimulatedPipeline pipeline = pipelines.get(id.contains("/") ? id.substring(0, id.indexOf('/')) : id);
        if (pipeline == null) {
            throw new SimulatedError(40101, "Object '" + id + "' not found");
        }
        return pipeline;
    }

    void invoke(SimulatedSession session, JsonObject params, JsonObject result) {
        String object = KurentoSimulator.text(params, "object");
        String operation = KurentoSimulator.text(params, "operation");
        JsonObject arguments =
                params.has("operationParams") ? params.getAsJsonObject("operationParams") : new JsonObject();
        if (object.equals(MANAGER)) {
            manage(operation, result);
        } else if (object.contains("/")) {
            pipeline(object).element(object).invoke(operation, arguments, result);
        } else {
            pipeline(object).invoke(operation, arguments, result);
        }
    }

    private void manage(String operation, JsonObject result) {
        switch (operation) {
            case "getInfo" -> result.add("value", info());
            case "getPipelines" -> {
                JsonArray all = new JsonArray();
                pipelines.keySet().forEach(id -> all.add(new JsonPrimitive(id)));
                result.add("value", all);
            }
            case "getUsedCpu" -> result.addProperty("value", 3.5);
            default -> throw new SimulatedError(40105, "No method " + operation);
        }
    }

    private static JsonObject info() {
        JsonObject info = new JsonObject();
        info.addProperty("__module__", "kurento");
        info.addProperty("__type__", "ServerInfo");
        info.addProperty("version", "7.3.0-simulated");
        info.addProperty("type", "KMS");
        info.add("modules", new JsonArray());
        info.add("capabilities", new JsonArray());
        return info;
    }

    void release(String object) {
        if (object.contains("/")) {
            pipeline(object).release(object);
        } else {
            SimulatedPipeline gone = pipelines.remove(object);
            if (gone == null) {
                throw new SimulatedError(40101, "Object '" + object + "' not found");
            }
            gone.close();
        }
    }

    void releaseAllOf(SimulatedSession session) {
        pipelines.values().stream()
                .filter(pipeline -> pipeline.isOf(session))
                .forEach(pipeline -> release(pipeline.id()));
    }

    void releaseEverything() {
        pipelines.values().forEach(SimulatedPipeline::close);
        pipelines.clear();
    }

    // For assertions.

    /** Of those that hold a stage, not of the canary's. */
    public List<SimulatedPipeline> stages() {
        return pipelines.values().stream()
                .filter(pipeline -> pipeline.tags().containsKey("weir.stage"))
                .toList();
    }

    public int count() {
        return pipelines.size();
    }
}
