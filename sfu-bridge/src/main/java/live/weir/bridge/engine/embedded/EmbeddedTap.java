package live.weir.bridge.engine.embedded;

import java.util.List;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.forward.PacketTap;

/** A tap of one publication. */
final class EmbeddedTap implements Tap {

    private final PacketTap tap;
    private final List<TrackDescription> tracks;
    private final Runnable detach;
    private final Runnable keyframe;
    /** Its reader's, as is all but what is counted. */
    private boolean closed;

    EmbeddedTap(PacketTap tap, List<TrackDescription> tracks, Runnable detach, Runnable keyframe) {
        this.tap = tap;
        this.tracks = tracks;
        this.detach = detach;
        this.keyframe = keyframe;
    }

    @Override
    public List<TrackDescription> tracks() {
        return tracks;
    }

    @Override
    public int drain(TapReader reader, int most) {
        if (closed) {
            return 0;
        }
        return tap.drain(
                new PacketTap.Reader() {
                    @Override
                    public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
                        reader.packet(track, arrivedAt, rtp, offset, length);
                    }

                    @Override
                    public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
                        reader.senderReport(track, arrivedAt, ntpTime, rtpTime);
                    }
                },
                most);
    }

    @Override
    public void onReadable(Runnable wakeUp) {
        tap.onReadable(wakeUp);
    }

    @Override
    public long dropped() {
        return tap.dropped();
    }

    @Override
    public void requestKeyframe() {
        keyframe.run();
    }

    @Override
    public boolean isEnded() {
        return tap.isEnded();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        detach.run();
    }
}
