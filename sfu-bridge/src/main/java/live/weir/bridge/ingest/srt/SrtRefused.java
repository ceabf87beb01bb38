package live.weir.bridge.ingest.srt;

/** Somebody may not publish. The caller is told a number; the sentence is for logs. */
public final class SrtRefused extends RuntimeException {

    /** As callers know them: libsrt's access_control.h, which takes its numbers from HTTP. */
    public enum Reason {
        BAD_REQUEST(1400),
        OVERLOAD(1402),
        FORBIDDEN(1403),
        NOT_FOUND(1404),
        BAD_MODE(1405),
        FAILED(1500),
        DOWN(1503);

        final int code;

        Reason(int code) {
            this.code = code;
        }
    }

    private final Reason reason;

    public SrtRefused(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
