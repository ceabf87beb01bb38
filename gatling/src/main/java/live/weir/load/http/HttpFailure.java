package live.weir.load.http;

/** What came of a request that has no response. The message is one line for the report. */
public final class HttpFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public HttpFailure(String message) {
        super(message, null, false, false);
    }
}
