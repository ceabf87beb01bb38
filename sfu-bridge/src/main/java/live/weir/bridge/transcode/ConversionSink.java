package live.weir.bridge.transcode;

import live.weir.bridge.program.ProgramSink;

/** Takes what is made of a file. Unlike a program, that has no clock: who makes it waits for who takes it. */
public interface ConversionSink extends ProgramSink {

    /**
     * Waits, on the conversion's own thread, until more can be taken.
     *
     * @return false if there will be no room
     */
    boolean awaitRoom() throws InterruptedException;
}
