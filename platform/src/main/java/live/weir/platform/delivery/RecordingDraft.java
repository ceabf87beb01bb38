package live.weir.platform.delivery;

import live.weir.bridge.program.ProgramSink;
import reactor.core.publisher.Mono;

/** A recording that is being written, of something that is no broadcast. Its maker waits where a program's would drop. */
public interface RecordingDraft extends ProgramSink {

    /** Whether more can be taken now. */
    boolean hasRoom();

    /** Whether anything could not be written: then it is no recording. */
    boolean isBroken();

    /** Completes after its end, when all of it is on the disk. */
    Mono<Void> written();
}
