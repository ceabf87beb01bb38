package live.weir.platform.infrastructure.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a cache knows of a key: a value or that there is none, and how old that knowledge is. */
public final class Cached<V> {

    private final @Nullable V value;
    private final byte[] bytes;
    private final String etag;
    private final Instant loadedAt;
    private final boolean stale;

    Cached(@Nullable V value, byte[] bytes, String etag, Instant loadedAt, boolean stale) {
        this.value = value;
        this.bytes = bytes;
        this.etag = etag;
        this.loadedAt = loadedAt;
        this.stale = stale;
    }

    public boolean isPresent() {
        return value != null;
    }

    /** Null if the source has nothing under this key. */
    public @Nullable V value() {
        return value;
    }

    /** The value as {@link CacheCodec} writes it: encoded once, sent to many; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** A strong validator of {@link #bytes}, quoted. */
    public String etag() {
        return etag;
    }

    /** When the source said so. */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** Whether the source could not be asked again although it is time to. */
    public boolean stale() {
        return stale;
    }

    Cached<V> asStale() {
        return stale ? this : new Cached<>(value, bytes, etag, loadedAt, true);
    }

    /** Still there to be served while the source is away, but no longer trusted. */
    Cached<V> asOld() {
        return new Cached<>(value, bytes, etag, Instant.EPOCH, false);
    }
}
