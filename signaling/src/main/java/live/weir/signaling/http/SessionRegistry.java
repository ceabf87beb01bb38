package live.weir.signaling.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** The sessions that came in by one door and are still open. It forgets a session when the engine says that it is over. */
final class SessionRegistry {

    private static final Logger log = LoggerFactory.getLogger(SessionRegistry.class);

    private record Entry(OpenSession session, Disposable.Swap listening) {}

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final int most;

    SessionRegistry(int most) {
        this.most = most;
    }

    int size() {
        return open.get();
    }

    /** Before anything is opened, for it would have to be closed again. */
    void requireRoom() {
        if (open.get() >= most) {
            throw HttpRefused.of(
                            HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "There is no room for another session here.")
                    .header("Retry-After", "3");
        }
    }

    void add(OpenSession session) {
        Entry entry = new Entry(session, Disposables.swap());
        entries.put(session.id(), entry);
        open.incrementAndGet();
        entry.listening.update(session.media()
                .events()
                .doFinally(ended -> forget(session.id()))
                .subscribe(event -> {}, failed -> log.warn("A session's events broke off", failed)));
    }

    @Nullable
    OpenSession find(String channel, String id) {
        Entry entry = entries.get(id);
        return entry != null && entry.session.isOf(channel) ? entry.session : null;
    }

    /** Gives it to the one caller who ends it. */
    @Nullable
    OpenSession take(String channel, String id) {
        OpenSession session = find(channel, id);
        return session != null && forget(id) ? session : null;
    }

    private boolean forget(String id) {
        Entry entry = entries.remove(id);
        if (entry == null) {
            return false;
        }
        open.decrementAndGet();
        entry.listening.dispose();
        return true;
    }
}
