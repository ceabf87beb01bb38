package live.weir.signaling.stage;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** What the next owner of a stage must know; kept outside of nodes by the platform. */
public interface StageMemory {

    /** The newest memory of the channel's stage, if there is one; fails while nobody can tell, and may be asked again. */
    Mono<byte[]> recall(String channel);

    /** Replaces what is kept, unless a later epoch wrote it: then it fails with {@code ELSEWHERE}. */
    Mono<Void> keep(Lease lease, byte[] memory, Duration life);
}
