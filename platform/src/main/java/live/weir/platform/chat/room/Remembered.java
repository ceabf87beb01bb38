package live.weir.platform.chat.room;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest of something, up to a bound; the longest unused is forgotten. */
final class Remembered<K, V> {

    private static final float LOAD = 0.75f;

    private final int most;
    private final Map<K, V> known;

    Remembered(int most) {
        this.most = most;
        this.known = new LinkedHashMap<>(16, LOAD, true);
    }

    @Nullable
    V get(K key) {
        return known.get(key);
    }

    void forget(K key) {
        known.remove(key);
    }

    void put(K key, V value) {
        known.put(key, value);
        if (known.size() > most) {
            Iterator<K> eldest = known.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
