package live.weir.bridge.engine;

/** Whether an answer takes all that was offered: RFC 9725 §4.4.3 lets a publisher have all of it or nothing. */
public final class WholeOffer {

    private WholeOffer() {}

    /** An m-line with port 0 is refused, by whom it was written; what the offer refuses itself does not count. */
    public static boolean isAnsweredBy(String offer, String answer) {
        return refused(answer) <= refused(offer);
    }

    private static long refused(String description) {
        return description.lines().filter(WholeOffer::isRefused).count();
    }

    private static boolean isRefused(String line) {
        if (!line.startsWith("m=")) {
            return false;
        }
        int port = line.indexOf(' ') + 1;
        return port > 0 && line.startsWith("0 ", port);
    }

    public static MediaException refusal() {
        return new MediaException(
                MediaException.Reason.UNSUPPORTED,
                "Not all that is offered can be used: see the codecs that are taken.");
    }
}
