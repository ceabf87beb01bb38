package live.weir.bridge.engine.kurento;

/** A request that brought no result. */
final class RpcFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int INVALID_SESSION = 40007;
    static final int NOT_ENOUGH_RESOURCES = 40009;

    /** What became of the request. */
    enum Kind {
        /** The server said no; the code says why. */
        REFUSED,
        /** No answer within the time; whether it was carried out isn't known. */
        TIMED_OUT,
        /** The connection went; whether it was carried out isn't known. */
        LOST,
        /** Too many are under way: it was never sent. */
        CROWDED,
        /** What came back isn't what it should be. */
        NONSENSE
    }

    private final Kind kind;
    private final int code;

    RpcFailure(Kind kind, int code, String message) {
        super(message, null, false, false); // made in numbers when a server goes; the message says all
        this.kind = kind;
        this.code = code;
    }

    static RpcFailure of(Kind kind, String message) {
        return new RpcFailure(kind, 0, message);
    }

    Kind kind() {
        return kind;
    }

    /** As the server gave it; 0 if it gave none. */
    int code() {
        return code;
    }
}
