package live.weir.platform.delivery;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Asked of whoever writes {@link RecordingDrafts}: which media are drafts, and not what a broadcast left. */
public interface DraftNotes {

    Mono<Boolean> isOne(UUID media);
}
