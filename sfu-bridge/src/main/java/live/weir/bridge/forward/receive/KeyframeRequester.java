package live.weir.bridge.forward.receive;

import java.util.concurrent.TimeUnit;

/**
 * Asks a publisher for keyframes on behalf of all its viewers, one instance for each SSRC.
 *
 * <pre>
 *          request            time              keyframe
 *   IDLE ──────────▶ DEFERRED ────▶ ASKED ─────────────────▶ IDLE
 *    ▲ └─── request, none sent lately ─▶ │ ▲ └─ time: repeat ┐
 *    └────────── tries used up ──────────┘ └─────────────────┘
 * </pre>
 */
public final class KeyframeRequester {

    /** What to send now. */
    public enum Ask {
        NOTHING,
        PLI,
        FIR
    }

    private enum State {
        IDLE,
        DEFERRED,
        ASKED
    }

    private static final long FIRST_REPEAT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long MAX_REPEAT = TimeUnit.MILLISECONDS.toNanos(2000);
    private static final int MAX_TRIES = 6;
    /** Some encoders never learnt PLI: after so many in vain, FIR takes turns with it where the peer knows it. */
    private static final int PLI_ONLY = 2;

    private final long minIntervalNanos;
    private final boolean firUnderstood;
    private State state = State.IDLE;
    private boolean everAsked;
    private long askedNanos;
    private long repeatNanos;
    private int tries;
    private int firSequence;

    private long requested;
    private long sent;
    private long answered;
    private long unanswered;

    /** The interval (300-500 ms) is the least between the last message of one request and the first of the next. */
    public KeyframeRequester(long minIntervalNanos, boolean firUnderstood) {
        this.minIntervalNanos = minIntervalNanos;
        this.firUnderstood = firUnderstood;
    }

    /** A viewer needs a keyframe. */
    public Ask request(long nowNanos) {
        requested++;
        if (state == State.IDLE) {
            state = State.DEFERRED;
        }
        return poll(nowNanos);
    }

    /** To be called every 50-100 ms, while {@link #isWaiting}. */
    public Ask poll(long nowNanos) {
        return switch (state) {
            case IDLE -> Ask.NOTHING;
            case DEFERRED -> everAsked && nowNanos - askedNanos < minIntervalNanos ? Ask.NOTHING : askFirst(nowNanos);
            case ASKED -> nowNanos - askedNanos < repeatNanos ? Ask.NOTHING : askAgain(nowNanos);
        };
    }

    /** A keyframe began to come. */
    public void keyframe() {
        if (state == State.ASKED) {
            answered++;
        }
        state = State.IDLE;
    }

    public boolean isWaiting() {
        return state != State.IDLE;
    }

    /** The command number of a FIR: the same for repeats of one request (RFC 5104 §4.3.1.1). */
    public int firSequence() {
        return firSequence & 0xff;
    }

    /** What viewers asked for; what of it was merged into one message is the difference to {@link #sent}. */
    public long requested() {
        return requested;
    }

    public long sent() {
        return sent;
    }

    public long answered() {
        return answered;
    }

    /** Requests that no keyframe followed however often they were repeated. */
    public long unanswered() {
        return unanswered;
    }

    private Ask askFirst(long nowNanos) {
        state = State.ASKED;
        tries = 0;
        repeatNanos = FIRST_REPEAT;
        firSequence++;
        return ask(nowNanos);
    }

    private Ask askAgain(long nowNanos) {
        if (tries >= MAX_TRIES) {
            state = State.IDLE;
            unanswered++;
            return Ask.NOTHING;
        }
        repeatNanos = Math.min(MAX_REPEAT, repeatNanos * 3 / 2);
        return ask(nowNanos);
    }

    private Ask ask(long nowNanos) {
        everAsked = true;
        askedNanos = nowNanos;
        tries++;
        sent++;
        return firUnderstood && tries > PLI_ONLY && tries % 2 == 1 ? Ask.FIR : Ask.PLI;
    }
}
