package live.weir.signaling.stage;

import live.weir.signaling.stage.BroadcastBook.Broadcast;

/**
 * Where programs are made: the one picture of a stage for a large audience, and the recording. A stage tells of itself
 * while it is on air. It waits for nothing of it, and whatever goes wrong there, it notices nothing.
 */
public interface ProgramHouse {

    /** Makes no programs. */
    ProgramHouse NONE = (broadcast, whenReachChanged) -> StageProgram.NONE;

    /**
     * A broadcast is on air on this node: it has just begun, or it goes on here after another node had it. Called in the
     * stage's mailbox, like everything of the program that comes of it: it returns at once.
     *
     * @param whenReachChanged to be called, on any thread, when {@link StageProgram#reach} or {@link StageProgram#isRecorded}
     *     gives another answer
     */
    StageProgram open(Broadcast broadcast, Runnable whenReachChanged);
}
