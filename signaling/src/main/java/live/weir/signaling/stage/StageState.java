package live.weir.signaling.stage;

/**
 * Where a stage is in its life.
 *
 * <pre>
 *          go-live              first picture             nobody on stage
 *  IDLE ──────────▶ OPENING ──────────────────▶ LIVE ◀──────────────────▶ GRACE
 *   ▲                │    ▲                      │      a picture again     │
 *   └── no picture ──┘    │ go-live              │ end                      │ end, time is over
 *        came, end        └──────── ENDED ◀──────┴──────────────────────────┘
 * </pre>
 *
 * <p>A stage that another node ran before is opened in the state that is remembered: what was {@code LIVE} there begins in
 * {@code GRACE} here.
 */
enum StageState {
    IDLE,
    OPENING,
    LIVE,
    GRACE,
    ENDED;

    /** @throws IllegalStateException naming both states, if there is no arrow between them */
    StageState to(StageState next) {
        if (!leadsTo(next)) {
            throw new IllegalStateException("A stage cannot go from " + this + " to " + next);
        }
        return next;
    }

    private boolean leadsTo(StageState next) {
        return switch (this) {
            case IDLE, ENDED -> next == OPENING;
            case OPENING -> next == LIVE || next == IDLE;
            case LIVE -> next == GRACE || next == ENDED;
            case GRACE -> next == LIVE || next == ENDED;
        };
    }

    /** Whether there is something to watch, or soon again. */
    boolean isOnAir() {
        return this == LIVE || this == GRACE;
    }
}
