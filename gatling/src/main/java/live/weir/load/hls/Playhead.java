package live.weir.load.hls;

/** Where playing is, given what arrived when: a clock that runs while there is something to play. Any thread. */
final class Playhead {

    private long startedNanos;
    private double stalledSeconds;
    private double arrivedSeconds;
    private long firstStartsAtMillis = -1;

    /** Gives for how long there was nothing to play before this piece, in nanoseconds. */
    synchronized long arrived(Piece piece, long nanos) {
        if (startedNanos == 0) {
            startedNanos = nanos;
            firstStartsAtMillis = piece.startsAtMillis();
        }
        double missing = played(nanos) - arrivedSeconds;
        arrivedSeconds += piece.seconds();
        if (missing > 0) {
            stalledSeconds += missing;
            return (long) (missing * 1e9);
        }
        return 0;
    }

    private double played(long nanos) {
        return (nanos - startedNanos) / 1e9 - stalledSeconds;
    }

    /** How far what is seen is behind what happens; -1 if the playlist has no times. */
    synchronized long latencyMillis(long nanos, long wallMillis) {
        if (firstStartsAtMillis < 0) {
            return -1;
        }
        double seen = Math.min(played(nanos), arrivedSeconds);
        return wallMillis - firstStartsAtMillis - (long) (seen * 1000);
    }
}
