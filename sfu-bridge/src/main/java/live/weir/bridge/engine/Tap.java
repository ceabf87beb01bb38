package live.weir.bridge.engine;

import java.util.List;

/**
 * A publication's decrypted packets behind a bounded ring: the engine never waits for the reader. A new tap begins with
 * the newest keyframe and what followed it, if that is at hand, and else asks for one. One thread reads.
 */
public interface Tap extends AutoCloseable {

    List<TrackDescription> tracks();

    /** Hands on what has come, in order, at most so many packets; tells how many. */
    int drain(TapReader reader, int most);

    /** Called, on a thread of the engine's, when there is something to drain again. It must not block. */
    void onReadable(Runnable wakeUp);

    /** Packets that were lost because the reader was slow. */
    long dropped();

    void requestKeyframe();

    /** Whether the publication has ended; what is in the ring can still be drained. */
    boolean isEnded();

    @Override
    void close();
}
