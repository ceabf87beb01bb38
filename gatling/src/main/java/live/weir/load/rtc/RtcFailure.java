package live.weir.load.rtc;

/** Why a peer did not connect, or did not stay so. The message is one line for the report. */
public final class RtcFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RtcFailure(String message) {
        super(message, null, false, false);
    }
}
