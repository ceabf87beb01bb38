package live.weir.bridge.forward.send;

/** What waits in order of its coming. */
interface Waiting {

    boolean isEmpty();

    /** Since when the first has waited, if there is one. */
    long headNanos();
}
