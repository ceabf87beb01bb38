package live.weir.bridge.transcode;

import java.util.List;
import live.weir.bridge.program.ProgramSink;

/**
 * Makes programs: of what performers send, one picture and one sound, in several qualities. No method waits but {@link
 * #close}.
 */
public interface ProgramMaker extends AutoCloseable {

    /**
     * Begins a program, with the slate until something is shown. Its child starts behind this call's back.
     *
     * @throws ProgramRefused if this node has not the CPU for another one
     */
    RunningProgram start(ProgramSettings settings, ProgramSink sink, ProgramListener listener);

    /** Those that are being made. */
    List<RunningProgram> running();

    /** Ends all programs and waits for their ends, within a few seconds. */
    @Override
    void close();
}
