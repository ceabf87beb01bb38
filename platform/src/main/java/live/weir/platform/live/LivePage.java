package live.weir.platform.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import live.weir.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** A page of what is on air, of a type that can be read back from JSON. */
@Schema(name = "LivePage")
record LivePage(List<LiveBroadcast> items, @Nullable String nextCursor) {

    static LivePage of(Page<LiveBroadcast> page) {
        return new LivePage(page.items(), page.nextCursor());
    }

    Page<LiveBroadcast> page() {
        return new Page<>(items, nextCursor);
    }
}
