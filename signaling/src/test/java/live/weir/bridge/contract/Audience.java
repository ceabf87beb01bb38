package live.weir.bridge.contract;

/** What a watcher got, for tests of other houses. */
public final class Audience {

    private Audience() {}

    /** Packets of this performer's in any of the watcher's pictures. */
    public static int packetsOf(Watcher watcher, Performer performer) {
        return watcher.tracks().stream()
                .filter(track -> track.line().video())
                .mapToInt(track -> track.countOf(performer))
                .sum();
    }

    public static int packets(Watcher watcher) {
        return watcher.tracks().stream().mapToInt(SeenTrack::count).sum();
    }
}
