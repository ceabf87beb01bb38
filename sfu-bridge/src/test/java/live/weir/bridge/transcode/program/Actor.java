package live.weir.bridge.transcode.program;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import live.weir.bridge.rtp.NtpTime;
import live.weir.bridge.transcode.demo.Chime;
import live.weir.bridge.transcode.demo.ClockStrip;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;

/**
 * Performs into a tap: pictures that tell the time, a chime on each second, real encoders, real RTP, sender reports. A
 * keyframe when it is asked for one.
 */
final class Actor implements AutoCloseable {

    private static final int RATE = 25;
    private static final int PAYLOAD = 1100;
    private static final int SOUND = 960;

    private final String codec;
    private final LoopTap tap;
    private final Random random = new Random(7);
    private final Thread thread = new Thread(this::perform, "actor");
    private volatile boolean over;
    private volatile int width;
    private volatile int height;
    private volatile double loss;
    private volatile boolean seen = true;
    private volatile boolean heard = true;
    private volatile boolean anew;
    private volatile int brightness = 128;

    private int ssrc = 0x1000;
    private int sequence = 65_500; // it wraps soon
    private int soundSequence = 65_500;
    private int timestampBase = -90_000; // and so does this
    private @Nullable AVCodecContext pictures;
    private AVCodecContext sounds = new AVCodecContext(null);
    private AVFrame frame = new AVFrame(null);
    private AVFrame samples = new AVFrame(null);
    private final AVPacket packet = avcodec.av_packet_alloc();
    private int requests;

    private Actor(String codec, int width, int height) {
        this.codec = codec;
        this.width = width;
        this.height = height;
        this.tap = new LoopTap(codec);
    }

    static Actor start(String codec, int width, int height) {
        Actor actor = new Actor(codec, width, height);
        actor.thread.start();
        return actor;
    }

    Actor brightness(int value) {
        brightness = value;
        return this;
    }

    LoopTap tap() {
        return tap;
    }

    void resize(int toWidth, int toHeight) {
        width = toWidth;
        height = toHeight;
    }

    /** Of pictures' packets. */
    void lose(double share) {
        loss = share;
    }

    void show(boolean on) {
        seen = on;
    }

    void sound(boolean on) {
        heard = on;
    }

    /** As after a rejoin: another SSRC, other numbers and times. */
    void beginAnew() {
        anew = true;
    }

    private void perform() {
        openSound();
        long start = System.nanoTime();
        long startMillis = System.currentTimeMillis();
        long picture = 0;
        long sound = 0;
        long reported = -1;
        while (!over) {
            long pictureDue = start + picture * TimeUnit.SECONDS.toNanos(1) / RATE;
            long soundDue = start + sound * TimeUnit.MILLISECONDS.toNanos(20);
            await(Math.min(pictureDue, soundDue));
            if (soundDue <= pictureDue) {
                if (heard && isInTime(soundDue)) {
                    sound(startMillis * 1000 + sound * 20_000, sound);
                }
                sound++;
            } else {
                if (anew) {
                    anew = false;
                    ssrc += 0x100;
                    sequence += 20_000;
                    timestampBase += 1_000_000_000;
                    closePictures();
                }
                if (seen && isInTime(pictureDue)) {
                    picture(startMillis + picture * 1000 / RATE, picture);
                }
                picture++;
                if (picture / RATE != reported) {
                    reported = picture / RATE;
                    long ntp = NtpTime.ofEpochMicros(startMillis * 1000 + picture * 1_000_000 / RATE);
                    tap.report(0, ntp, timestampBase + (int) (picture * 90_000 / RATE));
                    tap.report(1, ntp, (int) (picture * 48_000 / RATE));
                }
            }
        }
        closePictures();
        avcodec.avcodec_free_context(sounds);
        avutil.av_frame_free(samples);
        avcodec.av_packet_free(packet);
    }

    /** What it is late for it leaves out. */
    private static boolean isInTime(long due) {
        return System.nanoTime() - due < TimeUnit.MILLISECONDS.toNanos(60);
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void openSound() {
        sounds = avcodec.avcodec_alloc_context3(avcodec.avcodec_find_encoder_by_name("libopus"));
        sounds.sample_fmt(avutil.AV_SAMPLE_FMT_S16).sample_rate(48_000).bit_rate(64_000);
        sounds.time_base(avutil.av_make_q(1, 48_000));
        avutil.av_channel_layout_default(sounds.ch_layout(), 2);
        check(avcodec.avcodec_open2(sounds, null, (AVDictionary) null));
        samples = avutil.av_frame_alloc();
        samples.format(avutil.AV_SAMPLE_FMT_S16).sample_rate(48_000).nb_samples(SOUND);
        avutil.av_channel_layout_default(samples.ch_layout(), 2);
        check(avutil.av_frame_get_buffer(samples, 0));
    }

    private AVCodecContext openPictures() {
        String encoder = codec.equals("VP8") ? "libvpx" : codec.equals("VP9") ? "libvpx-vp9" : "libopenh264";
        AVCodecContext pictures = avcodec.avcodec_alloc_context3(avcodec.avcodec_find_encoder_by_name(encoder));
        this.pictures = pictures;
        pictures.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        pictures.time_base(avutil.av_make_q(1, RATE)).framerate(avutil.av_make_q(RATE, 1));
        pictures.bit_rate(600_000).gop_size(10_000).max_b_frames(0).thread_count(1);
        if (encoder.startsWith("libvpx")) {
            avutil.av_opt_set(pictures.priv_data(), "deadline", "realtime", 0);
            avutil.av_opt_set(pictures.priv_data(), "cpu-used", "8", 0);
            avutil.av_opt_set(pictures.priv_data(), "lag-in-frames", "0", 0);
        } else {
            pictures.profile(avcodec.AV_PROFILE_H264_CONSTRAINED_BASELINE);
        }
        check(avcodec.avcodec_open2(pictures, null, (AVDictionary) null));
        frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_PIX_FMT_YUV420P).width(width).height(height);
        check(avutil.av_frame_get_buffer(frame, 0));
        return pictures;
    }

    private void closePictures() {
        if (pictures != null) {
            avcodec.avcodec_free_context(pictures);
            avutil.av_frame_free(frame);
            pictures = null;
        }
    }

    private void picture(long epochMillis, long number) {
        if (pictures != null && pictures.width() != width) {
            closePictures();
        }
        AVCodecContext open = pictures;
        AVCodecContext encoder = open == null ? openPictures() : open;
        avutil.av_frame_make_writable(frame);
        draw(epochMillis, (int) number);
        frame.pts(number);
        int asked = tap.keyframeRequests();
        frame.pict_type(asked == requests ? avutil.AV_PICTURE_TYPE_NONE : avutil.AV_PICTURE_TYPE_I);
        requests = asked;
        check(avcodec.avcodec_send_frame(encoder, frame));
        while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            avcodec.av_packet_unref(packet);
            int timestamp = timestampBase + (int) (number * 90_000 / RATE);
            switch (codec) {
                case "VP8" -> vp8(bytes, timestamp);
                case "VP9" -> vp9(bytes, timestamp);
                default -> h264(bytes, timestamp);
            }
        }
    }

    private void draw(long epochMillis, int number) {
        for (int plane = 0; plane < 3; plane++) {
            int rows = plane == 0 ? height : height / 2;
            int stride = frame.linesize(plane);
            byte[] row = new byte[stride];
            ByteBuffer pixels = frame.data(plane).capacity((long) stride * rows).asBuffer();
            for (int y = 0; y < rows; y++) {
                Arrays.fill(row, (byte) (plane == 0 ? brightness + (y + number) % 32 : 128));
                if (plane == 0 && y < ClockStrip.height(height)) {
                    strip(row, epochMillis);
                }
                pixels.put(y * stride, row);
            }
        }
    }

    private void strip(byte[] row, long epochMillis) {
        long cells = ClockStrip.cells(epochMillis);
        for (int x = 0; x < width; x++) {
            row[x] = (byte) (ClockStrip.isWhite(cells, x * ClockStrip.CELLS / width) ? 235 : 16);
        }
    }

    private void vp8(byte[] bytes, int timestamp) {
        for (int at = 0; at < bytes.length; at += PAYLOAD) {
            int end = Math.min(bytes.length, at + PAYLOAD);
            send(timestamp, end == bytes.length, new byte[] {(byte) (at == 0 ? 0x10 : 0)}, bytes, at, end);
        }
    }

    private void vp9(byte[] bytes, int timestamp) {
        boolean inter = (bytes[0] & 0x04) != 0; // frame_type, of profile 0
        for (int at = 0; at < bytes.length; at += PAYLOAD) {
            int end = Math.min(bytes.length, at + PAYLOAD);
            boolean last = end == bytes.length;
            int descriptor = (inter ? 0x40 : 0) | (at == 0 ? 0x08 : 0) | (last ? 0x04 : 0);
            send(timestamp, last, new byte[] {(byte) descriptor}, bytes, at, end);
        }
    }

    private void h264(byte[] bytes, int timestamp) {
        int nal = startCode(bytes, 0) + 3;
        while (nal < bytes.length) {
            int next = startCode(bytes, nal);
            int end = next;
            while (next < bytes.length && bytes[end - 1] == 0) {
                end--;
            }
            nal(bytes, nal, end, timestamp, next >= bytes.length);
            nal = next + 3;
        }
    }

    private static int startCode(byte[] bytes, int from) {
        for (int at = from; at + 2 < bytes.length; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
                return at;
            }
        }
        return bytes.length;
    }

    private void nal(byte[] bytes, int from, int to, int timestamp, boolean last) {
        if (to - from <= PAYLOAD) {
            send(timestamp, last, new byte[0], bytes, from, to);
            return;
        }
        for (int at = from + 1; at < to; at += PAYLOAD) {
            int end = Math.min(to, at + PAYLOAD);
            int flags = (at == from + 1 ? 0x80 : 0) | (end == to ? 0x40 : 0);
            byte[] head = {(byte) ((bytes[from] & 0xe0) | 28), (byte) (flags | (bytes[from] & 0x1f))};
            send(timestamp, last && end == to, head, bytes, at, end);
        }
    }

    private void send(int timestamp, boolean marker, byte[] head, byte[] bytes, int from, int to) {
        sequence = sequence + 1 & 0xffff;
        if (random.nextDouble() >= loss) {
            tap.put(0, rtp(96, marker, sequence, timestamp, ssrc, head, bytes, from, to));
        }
    }

    private void sound(long epochMicros, long number) {
        short[] stereo = new short[2 * SOUND];
        new Chime().play(stereo, epochMicros);
        avutil.av_frame_make_writable(samples);
        new ShortPointer(samples.data(0)).put(stereo, 0, stereo.length);
        samples.pts(number * SOUND);
        check(avcodec.avcodec_send_frame(sounds, samples));
        while (avcodec.avcodec_receive_packet(sounds, packet) >= 0) {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            soundSequence = soundSequence + 1 & 0xffff;
            // The encoder's look-ahead is in its own times.
            int timestamp = (int) packet.pts();
            avcodec.av_packet_unref(packet);
            tap.put(1, rtp(111, false, soundSequence, timestamp, ssrc + 1, new byte[0], bytes, 0, bytes.length));
        }
    }

    private static byte[] rtp(
            int type, boolean marker, int sequence, int time, int ssrc, byte[] head, byte[] bytes, int from, int to) {
        ByteBuffer rtp = ByteBuffer.allocate(12 + head.length + to - from);
        rtp.put((byte) 0x80).put((byte) (type | (marker ? 0x80 : 0))).putShort((short) sequence);
        rtp.putInt(time).putInt(ssrc).put(head).put(bytes, from, to - from);
        return rtp.array();
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg: " + result);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
