package live.weir.bridge.simulator;

/** What a server does in place of answering. */
public enum Misbehaviour {
    /** Neither does it nor answers. */
    SWALLOW,
    /** Does it, and the answer is lost. */
    LOSE_REPLY,
    /** Answers half a second later. */
    SLOW,
    /** Says that it has no threads or descriptors left. */
    FULL,
    /** Knows the session no more. */
    INVALID_SESSION,
    /** Answers what is no JSON. */
    GARBAGE,
    /** Answers JSON that makes no sense. */
    NONSENSE,
    /** Answers with more than a megabyte. */
    HUGE,
    /** Closes the connection. */
    FIN,
    /** Resets it. */
    RST
}
