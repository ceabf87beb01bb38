package live.weir.bridge.transcode;

/** Hears a child. Called on the threads that read from it, which a slow listener holds up; never on an event loop. */
public interface ChildListener {

    /** A line of its standard output: its status, in words that the program and its listener agree upon. */
    default void said(String line) {}

    /** A line of its standard error: what goes to a log. */
    default void complained(String line) {}

    /** The keeper's word on the child. */
    default void entered(ChildState state) {}

    /** After all that it said. */
    default void left(ChildExit exit) {}
}
