package live.weir.bridge.tap;

import java.util.Map;
import live.weir.bridge.forward.clock.PublisherClock;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtpView;

/** A track of pictures: keyframe before anything, and again after each loss. */
final class PictureReader implements TrackReader {

    private final int clockRate;
    private final PublisherClock publisher;
    private final UnitSink sink;
    private final Unpacker unpacker;
    private final RtpView view = new RtpView();
    private TrackClock clock;
    private boolean needsKeyframe = true;
    private boolean inUnit;
    private int timestamp;
    private long firstArrival;
    private long units;
    private long lost;

    PictureReader(Codec codec, Map<String, String> parameters, int clockRate, PublisherClock publisher, UnitSink sink) {
        this.clockRate = clockRate;
        this.publisher = publisher;
        this.sink = sink;
        this.unpacker = Unpacker.of(codec, parameters);
        this.clock = new TrackClock(clockRate, publisher);
        unpacker.reset();
    }

    @Override
    public void packet(long arrivedAt, byte[] bytes, int length) {
        if (!TrackReader.wrap(view, bytes, length)) {
            return; // padding, with which a sender asks what a path carries
        }
        if (inUnit && view.timestamp() != timestamp) {
            finish(); // its marker was left out
        }
        if (!inUnit) {
            inUnit = true;
            timestamp = view.timestamp();
            firstArrival = arrivedAt;
        }
        unpacker.add(view);
        if (view.marker()) {
            finish();
        }
    }

    private void finish() {
        boolean whole = unpacker.finish();
        boolean keyframe = whole && unpacker.isKeyframe();
        // The clock sees each picture, so that it knows the track when one can be shown.
        long captured = clock.captured(timestamp, firstArrival);
        if (!whole || (needsKeyframe && !keyframe)) {
            lost++;
            needsKeyframe = true;
        } else {
            needsKeyframe = false;
            units++;
            sink.picture(captured, keyframe, unpacker.unit.array(), 0, unpacker.unit.length());
        }
        inUnit = false;
        unpacker.reset();
    }

    @Override
    public void lost() {
        if (inUnit) {
            lost++;
        }
        needsKeyframe = true;
        inUnit = false;
        unpacker.reset();
    }

    @Override
    public void report(long ntpTime, int rtpTime, long arrivedAt) {
        clock.report(ntpTime, rtpTime, arrivedAt);
    }

    @Override
    public void restart() {
        lost();
        clock = new TrackClock(clockRate, publisher);
    }

    /** The next unit is not handed on unless it is a keyframe. */
    void awaitKeyframe() {
        needsKeyframe = true;
    }

    boolean needsKeyframe() {
        return needsKeyframe;
    }

    @Override
    public long units() {
        return units;
    }

    /** Pictures that were left out. */
    long lostUnits() {
        return lost;
    }
}
