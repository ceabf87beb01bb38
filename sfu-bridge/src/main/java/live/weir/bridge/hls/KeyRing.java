package live.weir.bridge.hls;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a program, one after another; they are in this memory alone, and go with the last segment that they lock.
 *
 * <pre>
 * current ──rotation──▶ older ──its last segment left the window──▶ gone
 * </pre>
 *
 * <p>Whether a segment is locked is settled when it begins, so that a program may be locked and unlocked on its way.
 */
public final class KeyRing {

    private final long rotation;
    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, MediaKey> keys = new HashMap<>();
    private @Nullable MediaKey current;
    private long since;
    private int next;
    private volatile boolean locking;

    /**
     * @param rotation how long one key is used for what begins; not shorter than a segment
     * @param from where the program's numbers begin; keys are fewer than runs could be, so theirs begin with these
     */
    public KeyRing(Duration rotation, boolean locking, Numbering from) {
        this(rotation, locking, from, System::nanoTime);
    }

    KeyRing(Duration rotation, boolean locking, Numbering from, LongSupplier nanos) {
        this.rotation = rotation.toNanos();
        this.locking = locking;
        this.next = from.run();
        this.nanos = nanos;
    }

    /** Locks nothing. */
    public static KeyRing none() {
        return new KeyRing(Duration.ofDays(1), false, Numbering.FIRST);
    }

    /** From the next segments on. */
    public void lock(boolean wanted) {
        locking = wanted;
    }

    /** Keys that are at hand. */
    public synchronized int size() {
        return keys.size();
    }

    /** What makes a rendition's initialisation vectors its own. */
    long salt() {
        return random.nextLong();
    }

    /** The lock of a segment that begins; null if it stays open. */
    synchronized @Nullable SegmentLock lockOf(long salt, long msn) {
        if (!locking) {
            return null;
        }
        long now = nanos.getAsLong();
        MediaKey key = current;
        if (key == null || now - since >= rotation) {
            byte[] bytes = new byte[MediaKey.LENGTH];
            random.nextBytes(bytes);
            MediaKey old = key;
            key = new MediaKey(next++, bytes);
            keys.put(key.number(), key);
            current = key;
            since = now;
            if (old != null && !old.isUsed()) {
                keys.remove(old.number());
            }
        }
        key.use();
        return new SegmentLock(key, salt, msn);
    }

    /** The segment is gone. */
    synchronized void giveBack(SegmentLock lock) {
        MediaKey key = lock.key();
        if (key.leave() && key != current) {
            keys.remove(key.number());
        }
    }

    synchronized byte @Nullable [] bytes(int number) {
        MediaKey key = keys.get(number);
        return key == null ? null : key.bytes();
    }

    synchronized void clear() {
        keys.clear();
        current = null;
        locking = false;
    }
}
