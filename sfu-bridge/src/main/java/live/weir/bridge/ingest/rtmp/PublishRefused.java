package live.weir.bridge.ingest.rtmp;

/** Somebody may not publish. The sentence is for the people at the encoder. */
public final class PublishRefused extends RuntimeException {

    /** As encoders know it. */
    public enum Reason {
        /** The key is not good. Encoders show this as such, and some do not try again. */
        BAD_NAME("NetStream.Publish.BadName"),
        /** Not now, or not in this way. */
        DENIED("NetStream.Publish.Denied");

        final String code;

        Reason(String code) {
            this.code = code;
        }
    }

    private final Reason reason;

    public PublishRefused(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
