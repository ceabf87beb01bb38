package live.weir.bridge.tap;

import live.weir.bridge.forward.clock.PublisherClock;
import live.weir.bridge.rtp.OpusPayload;
import live.weir.bridge.rtp.RtpView;

/** A track of Opus: each packet is whole. */
final class SoundReader implements TrackReader {

    private final PublisherClock publisher;
    private final UnitSink sink;
    private final RtpView view = new RtpView();
    private final OpusPayload opus = new OpusPayload();
    private TrackClock clock;
    private long units;

    SoundReader(PublisherClock publisher, UnitSink sink) {
        this.publisher = publisher;
        this.sink = sink;
        this.clock = new TrackClock(OpusPayload.CLOCK_RATE, publisher);
    }

    @Override
    public void packet(long arrivedAt, byte[] bytes, int length) {
        if (TrackReader.wrap(view, bytes, length) && opus.wrap(view)) {
            units++;
            long captured = clock.captured(view.timestamp(), arrivedAt);
            sink.sound(captured, view.bytes(), view.payloadOffset(), view.payloadLength());
        }
    }

    @Override
    public void lost() {
        // The gap is heard as what it is.
    }

    @Override
    public void report(long ntpTime, int rtpTime, long arrivedAt) {
        clock.report(ntpTime, rtpTime, arrivedAt);
    }

    @Override
    public void restart() {
        clock = new TrackClock(OpusPayload.CLOCK_RATE, publisher);
    }

    @Override
    public long units() {
        return units;
    }
}
