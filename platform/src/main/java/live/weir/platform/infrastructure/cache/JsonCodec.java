package live.weir.platform.infrastructure.cache;

import tools.jackson.databind.json.JsonMapper;

/** JSON, as the API writes it. */
public final class JsonCodec<V> implements CacheCodec<V> {

    private final JsonMapper json;
    private final Class<V> type;

    public JsonCodec(JsonMapper json, Class<V> type) {
        this.json = json;
        this.type = type;
    }

    @Override
    public byte[] encode(V value) {
        return json.writeValueAsBytes(value);
    }

    @Override
    public V decode(byte[] bytes) {
        return json.readValue(bytes, type);
    }
}
