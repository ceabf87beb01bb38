package live.weir.platform.delivery;

import java.util.UUID;
import live.weir.bridge.record.RecordingFiles;
import live.weir.bridge.record.RecordingWriter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where recordings are kept: files that all nodes see, or an object store with this node's disk before it. */
interface Archive {

    /** Writes a broadcast down on this node; what it writes is on its way to where it stays at once. */
    RecordingWriter writer(Programs.Broadcast broadcast, Runnable ended);

    /** Whether more may be written; while not, parts of programs are left out, and what can wait waits. */
    default boolean hasRoom() {
        return true;
    }

    /** A recording begins: it is written from now on. */
    default void begin(UUID media) {}

    /**
     * What there is of a recording.
     *
     * @param complete whether it is known to grow no more
     */
    RecordingFiles files(UUID media, boolean complete);

    /** Completes when all that this node wrote of a recording is where it stays, however long that takes. */
    Mono<Void> settle(UUID media);

    /** It is settled and noted: what served it until then may go. */
    Mono<Void> release(UUID media);

    /** Whether nobody has written to a recording for a while, here or elsewhere. */
    Mono<Boolean> isIdle(RecordingRow recording);

    /** What a run of this node before this one did not settle. */
    Flux<UUID> leftBehind();

    /** All of a recording. It may be asked for twice. */
    Mono<Void> delete(UUID media);

    /** Whether a recording that ends here because its stage went elsewhere may be called complete by this node. */
    boolean isSeenWholeByAll();

    /** Begins its work; completes when its way is known to be open, or not to be. */
    default Mono<Void> start() {
        return Mono.empty();
    }

    default void stop() {}

    /** Work that is to be done before the node ends, if that is soon. */
    default boolean isBusy() {
        return false;
    }
}
