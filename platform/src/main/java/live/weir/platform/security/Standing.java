package live.weir.platform.security;

import java.util.function.BooleanSupplier;

/**
 * Who holds a token, for as long as a connection lasts: the token was verified once; whether it has expired or was revoked
 * meanwhile is asked each time that something is done in its name.
 */
public final class Standing {

    private final Caller caller;
    private final BooleanSupplier inForce;

    Standing(Caller caller, BooleanSupplier inForce) {
        this.caller = caller;
        this.inForce = inForce;
    }

    /** Of who came in by something else than an access token; asked on any thread. */
    public static Standing of(Caller caller, BooleanSupplier inForce) {
        return new Standing(caller, inForce);
    }

    public Caller caller() {
        return caller;
    }

    public boolean isInForce() {
        return inForce.getAsBoolean();
    }
}
