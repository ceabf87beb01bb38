package live.weir.signaling.stage;

/** Somebody came to a stage that is being put away: it is opened anew. Never leaves this package. */
final class StageClosed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StageClosed() {
        super("The stage is being put away.", null, false, false);
    }
}
