package live.weir.load.reach;

/** An address that this run was not told to load. The message is for people. */
public final class OutOfReach extends RuntimeException {

    private static final long serialVersionUID = 1;

    public OutOfReach(String message) {
        super(message);
    }
}
