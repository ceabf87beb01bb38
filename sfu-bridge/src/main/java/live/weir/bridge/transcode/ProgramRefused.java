package live.weir.bridge.transcode;

/** The node has not the CPU for another program; the message says what is taken and what there is. */
public final class ProgramRefused extends RuntimeException {

    public ProgramRefused(String message) {
        super(message);
    }
}
