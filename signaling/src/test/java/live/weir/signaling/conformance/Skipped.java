package live.weir.signaling.conformance;

/** A rule that cannot be examined here, or that is about something the server does not offer. */
final class Skipped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Skipped(String why) {
        super(why);
    }
}
