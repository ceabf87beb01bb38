package live.weir.platform.live;

import java.util.Optional;
import live.weir.platform.infrastructure.cache.Cached;
import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.JsonCodec;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import live.weir.platform.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Pages of what is on air, in memory as they go out. They live for a second or two and are not invalidated. */
@Component
class LivePages {

    private final TwoLevelCache<LivePage> pages;

    LivePages(Caches caches, LiveSettings settings, JsonMapper json, LiveList list) {
        this.pages = caches.create(
                "live",
                settings.cache().policy(),
                new JsonCodec<>(json, LivePage.class),
                key -> list.page(request(key)).map(LivePage::of));
    }

    @Nullable
    Cached<LivePage> peek(PageRequest request) {
        return pages.peek(key(request));
    }

    /** Only a cursor that this list gave gets a place in the cache. */
    Mono<Cached<LivePage>> get(PageRequest request) {
        return Mono.fromSupplier(() -> LiveList.place(request)).flatMap(valid -> pages.get(key(request)));
    }

    private static String key(PageRequest request) {
        return request.limit() + " " + Optional.ofNullable(request.cursor()).orElse("");
    }

    private static PageRequest request(String key) {
        int end = key.indexOf(' ');
        String cursor = key.substring(end + 1);
        return new PageRequest(cursor.isEmpty() ? null : cursor, Integer.parseInt(key.substring(0, end)));
    }
}
