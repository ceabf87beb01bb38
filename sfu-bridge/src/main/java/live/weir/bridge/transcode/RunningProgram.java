package live.weir.bridge.transcode;

import java.util.concurrent.CompletionStage;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.program.Scene;

/** A program that is being made. Any thread may call; nothing waits, and what was called first happens first. */
public interface RunningProgram extends AutoCloseable {

    String id();

    /**
     * Takes in what a performer sends. The tap belongs to the program from here on, and is closed by it, even if the program
     * has ended. It replaces a former one of the same name without a gap: the last picture stands until a new one comes.
     */
    void attach(String source, Tap tap);

    /** Lets go of a source and closes its tap. Where a scene still shows it there is nothing. */
    void detach(String source);

    /** What is shown and heard from now on; sources that are not attached yet appear when they are. */
    void show(Scene scene);

    ProgramVitals vitals();

    /** Ends the program: its last chunks, then the sink's end. Does not wait. May be repeated. */
    @Override
    void close();

    /** Completes after the sink's end, when the child is gone. It never fails. */
    CompletionStage<Void> ended();
}
