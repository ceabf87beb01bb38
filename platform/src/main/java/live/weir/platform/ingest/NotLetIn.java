package live.weir.platform.ingest;

/** An encoder may not come in, by whichever door. */
final class NotLetIn extends RuntimeException {

    enum Reason {
        /** There is none such, or it was revoked. */
        BAD_KEY,
        /** The key is another channel's than the one that was named. */
        OTHER_CHANNEL,
        NO_ROOM,
        /** This node, or something that it needs, for the moment. */
        AWAY
    }

    private final Reason reason;

    NotLetIn(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
