package live.weir.platform.infrastructure.cache;

/** How a value stands in Redis and in a response: for API views, the response's body itself. */
public interface CacheCodec<V> {

    byte[] encode(V value);

    V decode(byte[] bytes);
}
