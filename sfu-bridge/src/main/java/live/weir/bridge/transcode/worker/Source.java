package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * What one performer sends: decoded on the reading thread, taken by the conductor. Pictures wait for the time at which the
 * program shows them; the newest that is due counts.
 */
final class Source implements AutoCloseable {

    /** Half a second of 30 a second; then the oldest is shown early. */
    private static final int MOST_WAITING = 15;

    private final String name;
    private final @Nullable PictureDecoder decoder;
    private final SoundDecoder soundDecoder = new SoundDecoder();
    private final SoundRing sound = new SoundRing();
    private final Clock clock;
    private final Deque<AVFrame> waiting = new ArrayDeque<>();
    private @Nullable AVFrame shown;
    private long serial;
    private long shownAt;
    private boolean closed;

    Source(String name, @Nullable PictureCodec codec, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.decoder = codec == null ? null : PictureDecoder.open(codec);
    }

    String name() {
        return name;
    }

    /** Reading thread; false if a keyframe is wanted. */
    boolean picture(long time, boolean keyframe, ByteBuffer unit) {
        if (decoder == null) {
            return true;
        }
        return decoder.decode(unit, time, keyframe, this::add);
    }

    private synchronized void add(AVFrame frame) {
        if (closed) {
            avutil.av_frame_free(frame);
            return;
        }
        waiting.add(frame);
        if (waiting.size() > MOST_WAITING) {
            showNext();
        }
    }

    private void showNext() {
        AVFrame former = shown;
        shown = waiting.remove();
        serial++;
        shownAt = System.nanoTime();
        if (former != null) {
            avutil.av_frame_free(former);
        }
    }

    /** Reading thread. */
    void sound(long time, ByteBuffer opus) {
        long captured = clock.samples(time);
        // What is damaged is as good as lost: silence.
        soundDecoder.decode(opus, (left, right, count) -> sound.write(captured, left, right, count));
    }

    SoundRing ring() {
        return sound;
    }

    /** Shows what is due at this time of capture; the caller holds this source's lock while it uses {@link #shown}. */
    synchronized void advance(long due) {
        long late = due - clock.nanos(sound.extra());
        while (!waiting.isEmpty() && waiting.getFirst().pts() <= late) {
            showNext();
        }
    }

    synchronized @Nullable AVFrame shown() {
        return shown;
    }

    /** Changes with each picture. */
    synchronized long serial() {
        return serial;
    }

    /** Whether it has shown something of late. */
    synchronized boolean isSeen(long now, long patience) {
        return shown != null && now - shownAt < patience;
    }

    /** Takes over the last picture of the one it replaces, until it has its own. */
    void inherit(Source former) {
        AVFrame last;
        long at;
        synchronized (former) {
            last = former.shown;
            at = former.shownAt;
            former.shown = null;
        }
        synchronized (this) {
            shown = last;
            shownAt = at;
            serial++;
        }
    }

    /** Reading thread. */
    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
        soundDecoder.close();
        synchronized (this) {
            closed = true;
            waiting.forEach(avutil::av_frame_free);
            waiting.clear();
            if (shown != null) {
                avutil.av_frame_free(shown);
                shown = null;
            }
        }
    }
}
