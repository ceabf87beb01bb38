package live.weir.bridge.engine;

/** How many tracks of each kind an offer has room for. */
public record TrackCount(int audio, int video) {

    private static final int MOST = 32;

    public TrackCount {
        if (audio < 0 || video < 0 || audio + video < 1 || audio + video > MOST) {
            throw new IllegalArgumentException("An offer has room for 1 to " + MOST + " tracks");
        }
    }
}
