package live.weir.load.hls;

/** A playlist that cannot be played. The message is one line for the report. */
final class BadPlaylist extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadPlaylist(String message) {
        super("The playlist cannot be played: " + message, null, false, false);
    }
}
