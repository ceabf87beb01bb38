package live.weir.bridge.transcode.worker;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import live.weir.bridge.transcode.Rung;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** What encoding costs on this machine: its CPU time, not the clock's, so that a busy neighbour does not count. */
final class Score {

    private static final Rung TRIAL = new Rung(640, 360, 800_000);
    private static final int PICTURES = 20;
    private static final long MEGA = 1_000_000;

    private Score() {}

    static long nanosPerMegapixel(EncoderKind kind) {
        AVFrame frame = Frames.picture(TRIAL.width(), TRIAL.height());
        try (Encoder encoder = kind.open(TRIAL, 30, 60)) {
            paint(frame);
            long before = cpu();
            for (int number = 0; number < PICTURES; number++) {
                avutil.av_frame_make_writable(frame);
                move(frame, number);
                frame.pts(number);
                encoder.encode(frame, (bytes, length, time, keyframe) -> {});
            }
            return (cpu() - before) * MEGA / ((long) PICTURES * TRIAL.width() * TRIAL.height());
        } finally {
            avutil.av_frame_free(frame);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** A picture with some detail, as a camera's has. */
    private static void paint(AVFrame frame) {
        Frames.blacken(frame);
        Random random = new Random(1);
        ByteBuffer luma = luma(frame);
        for (int i = 0; i < luma.capacity(); i++) {
            int x = i % frame.linesize(0);
            int y = i / frame.linesize(0);
            luma.put(i, (byte) (90 + 40 * Math.sin(x / 23.0) * Math.cos(y / 17.0) + random.nextInt(24)));
        }
    }

    /** A band of it. */
    private static void move(AVFrame frame, int number) {
        ByteBuffer luma = luma(frame);
        int stride = frame.linesize(0);
        int band = number * 7 % (frame.height() / 2);
        for (int y = band; y < band + frame.height() / 3; y++) {
            byte first = luma.get(y * stride);
            for (int x = 0; x + 1 < frame.width(); x++) {
                luma.put(y * stride + x, luma.get(y * stride + x + 1));
            }
            luma.put(y * stride + frame.width() - 1, first);
        }
    }

    private static ByteBuffer luma(AVFrame frame) {
        return frame.data(0).capacity((long) frame.linesize(0) * frame.height()).asBuffer();
    }
}
