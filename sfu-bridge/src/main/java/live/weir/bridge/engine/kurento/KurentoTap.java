package live.weir.bridge.engine.kurento;

import java.util.List;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.forward.PacketTap;

/** A tap of one publication. Its state is its reader's. */
final class KurentoTap implements Tap {

    private final TapReceiver receiver;
    private final PacketTap tap;
    private final List<TrackDescription> tracks;
    private final Runnable whenClosed;
    private final Checked checked;
    private boolean closed;

    KurentoTap(TapReceiver receiver, List<TrackDescription> tracks, TapSettings settings, Runnable whenClosed) {
        this.receiver = receiver;
        this.tracks = tracks;
        this.whenClosed = whenClosed;
        this.tap = new PacketTap(settings.packets(), 0);
        this.checked = new Checked(tracks);
        receiver.attach(tap);
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
        checked.reader = reader;
        return tap.drain(checked, most);
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
        receiver.requestKeyframe();
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
        receiver.detach(tap);
        receiver.end();
        whenClosed.run();
    }

    /** Hands on, but for the sender reports that {@link ReportCheck} does not believe. */
    private static final class Checked implements PacketTap.Reader {

        private final List<ReportCheck> checks;
        private TapReader reader = new Nobody();

        Checked(List<TrackDescription> tracks) {
            checks = tracks.stream()
                    .map(track -> new ReportCheck(track.clockRate()))
                    .toList();
        }

        @Override
        public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {
            checks.get(track).packet(arrivedAt, rtp, offset);
            reader.packet(track, arrivedAt, rtp, offset, length);
        }

        @Override
        public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {
            if (checks.get(track).isPlausible(arrivedAt, rtpTime)) {
                reader.senderReport(track, arrivedAt, ntpTime, rtpTime);
            }
        }
    }

    private static final class Nobody implements TapReader {

        @Override
        public void packet(int track, long arrivedAt, byte[] rtp, int offset, int length) {}

        @Override
        public void senderReport(int track, long arrivedAt, long ntpTime, int rtpTime) {}
    }
}
