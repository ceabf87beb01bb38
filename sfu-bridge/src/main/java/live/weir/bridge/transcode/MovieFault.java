package live.weir.bridge.transcode;

import java.util.Locale;

/** Why a file does not become a recording. */
public enum MovieFault {
    /** None of the containers that are read, or nothing that its name says. */
    NOT_A_VIDEO,
    /** What it says of itself does not hold together. */
    DAMAGED,
    /** Neither pictures nor sound. */
    EMPTY,
    /** Its pictures or its sound are coded in a way that is not read. */
    UNKNOWN_CODEC,
    /** More pixels than are read. */
    TOO_LARGE,
    TOO_LONG,
    TOO_MANY_TRACKS,
    /** It says that it lasts longer than so few bytes can. */
    NOT_PLAUSIBLE,
    /** It takes out of all proportion to its length. */
    TOO_SLOW,
    /** Nothing more came of it. */
    STALLED,
    /** The child ended before it was done: a crash, or somebody ended it. Trying again may help. */
    LOST,
    /** What was made of it finds no room. */
    NO_ROOM,
    CANCELLED;

    /** As clients know it: {@code not-a-video}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
