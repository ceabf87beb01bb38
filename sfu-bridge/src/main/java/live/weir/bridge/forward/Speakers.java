package live.weir.bridge.forward;

import live.weir.bridge.forward.choose.AudioLevels;

/** Who of a stage's performers speaks, by what their packets say of their loudness. Belongs to whoever runs the stage. */
public final class Speakers {

    public static final int NOBODY = AudioLevels.NOBODY;

    private final AudioLevels levels;
    private final boolean[] taken;
    private int speaker = NOBODY;

    public Speakers(int seats) {
        this.levels = new AudioLevels(seats);
        this.taken = new boolean[seats];
    }

    /** {@link #NOBODY} if there is no free seat. */
    public int sit() {
        for (int seat = 0; seat < taken.length; seat++) {
            if (!taken[seat]) {
                taken[seat] = true;
                return seat;
            }
        }
        return NOBODY;
    }

    public void leave(int seat) {
        if (seat != NOBODY) {
            taken[seat] = false;
            levels.leave(seat);
            speaker = speaker == seat ? NOBODY : speaker;
        }
    }

    /** Tells who speaks, if that is somebody else than at the last call; otherwise {@link #NOBODY}. */
    public int hear(int seat, int level, long now) {
        if (seat == NOBODY) {
            return NOBODY;
        }
        levels.hear(seat, level, now);
        int chosen = levels.chooseSpeaker(now);
        boolean news = chosen != NOBODY && chosen != speaker;
        speaker = chosen == NOBODY ? speaker : chosen;
        return news ? chosen : NOBODY;
    }
}
