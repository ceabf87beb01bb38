package live.weir.signaling.http;

import live.weir.bridge.engine.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on ICE, from one restart to the next. Its entity tag is strong and never comes again: it counts, and names
 * our username fragment.
 *
 * @param client null where the offer had none
 * @param answered the fragment that answered the restart; null in the first one, which an offer began
 * @param candidates how many have trickled since
 */
record IceSession(
        int number,
        String ours,
        @Nullable IceCredentials client,
        @Nullable String answered,
        int candidates) {

    String tag() {
        return '"' + Integer.toString(number) + ':' + ours + '"';
    }

    /** RFC 9725 §4.3.3: credentials that differ ask for a restart, whatever else the request says. */
    boolean isRestartedBy(IceFragment fragment) {
        IceCredentials theirs = fragment.credentials();
        return theirs != null && !isOf(theirs);
    }

    /** Passwords are compared as well: {@link IceCredentials} is equal by both. */
    private boolean isOf(IceCredentials theirs) {
        return theirs.equals(client);
    }

    /** Whether it is the request that made this session, once more: its answer may have been lost. */
    boolean isRepeatedBy(IfMatch condition, IceFragment fragment) {
        IceCredentials theirs = fragment.credentials();
        return condition.any() && answered != null && theirs != null && isOf(theirs);
    }

    IceSession restarted(IceCredentials theirs, IceCredentials fresh, String answer, int trickled) {
        return new IceSession(number + 1, fresh.usernameFragment(), theirs, answer, trickled);
    }

    IceSession trickled(int more) {
        return new IceSession(number, ours, client, answered, candidates + more);
    }
}
