package live.weir.bridge.transcode.program;

import java.nio.ByteBuffer;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.tap.SourceReader;
import live.weir.bridge.tap.UnitSink;
import live.weir.bridge.transcode.ProgramVitals;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.Words;
import org.jspecify.annotations.Nullable;

/** An attached source: from its tap to the child. On the program's thread, but for {@link #vitals}. */
final class Performer implements UnitSink, AutoCloseable {

    private final String name;
    private final int number;
    private final SourceReader reader;
    private final String codec;
    private @Nullable Worker worker;
    private long dropped;
    private volatile ProgramVitals.Source vitals;

    Performer(String name, int number, Tap tap) {
        this.name = name;
        this.number = number;
        this.reader = new SourceReader(tap, this);
        this.codec = reader.pictureCodec().map(Codec::name).orElse("");
        this.vitals = new ProgramVitals.Source(name, codec, 0, 0, 0, 0);
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    /** A new child knows nothing of it yet. */
    void introduceTo(Worker to) {
        worker = to;
        to.tell(Words.of(Kind.SOURCE).u16(number).text(codec).text(name).frame());
        reader.awaitKeyframe();
    }

    /** Until the next one is there what it sends is dropped. */
    void forgetWorker() {
        worker = null;
        reader.awaitKeyframe();
    }

    void read(long now) {
        reader.read(now);
        vitals = new ProgramVitals.Source(
                name, codec, reader.pictures(), reader.sounds(), reader.lost(), reader.keyframeRequests());
    }

    void awaitKeyframe() {
        reader.awaitKeyframe();
    }

    @Override
    public void picture(long capturedAt, boolean keyframe, byte[] bytes, int offset, int length) {
        Worker to = worker;
        if (to == null || length > Kind.MOST_BODY / 2) {
            return;
        }
        ByteBuffer frame = Words.of(Kind.PICTURE, 11 + length)
                .u16(number)
                .i64(capturedAt)
                .flag(keyframe)
                .bytes(bytes, offset, length)
                .frame();
        if (!to.offer(frame)) {
            dropped++;
            reader.awaitKeyframe(); // without it the rest is of no use
        }
    }

    @Override
    public void sound(long capturedAt, byte[] bytes, int offset, int length) {
        Worker to = worker;
        if (to != null
                && !to.offer(Words.of(Kind.SOUND, 10 + length)
                        .u16(number)
                        .i64(capturedAt)
                        .bytes(bytes, offset, length)
                        .frame())) {
            dropped++;
        }
    }

    /** Units that the child was too slow for; told once. */
    long takeDropped() {
        long told = dropped;
        dropped = 0;
        return told;
    }

    ProgramVitals.Source vitals() {
        return vitals;
    }

    @Override
    public void close() {
        Worker to = worker;
        if (to != null) {
            to.tell(Words.of(Kind.GONE).u16(number).frame());
        }
        reader.close();
    }
}
