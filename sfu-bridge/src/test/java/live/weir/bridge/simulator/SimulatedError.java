package live.weir.bridge.simulator;

/** An error that the server answers with. */
final class SimulatedError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    SimulatedError(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
