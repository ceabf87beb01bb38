package live.weir.bridge.program;

import io.netty.buffer.ByteBuf;

/**
 * Takes a program as it is made. Calls come one after another, from threads that must not be blocked; a sink that cannot
 * follow drops and counts.
 */
public interface ProgramSink {

    /** A run of the maker begins: what follows has new headers and a new time. From the second run on, a discontinuity. */
    void begin(ProgramFormat format);

    void chunk(ProgramChunk chunk);

    /** A picture of the program, as JPEG, for those who look before they watch. The buffer is the sink's. */
    void picture(ByteBuf jpeg);

    /** The program is over. Not called between runs. */
    void end();
}
