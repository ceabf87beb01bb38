package live.weir.load.rtc;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.weir.load.media.Footage;
import live.weir.load.media.Silence;
import live.weir.load.media.VideoCodec;
import live.weir.load.media.WallClock;
import org.jspecify.annotations.Nullable;

/** A performer's media: pictures and sound at their pace, spread by bursts of some packets; answers to NACK and PLI. */
final class Sending implements MediaFlow {

    private static final long PICTURE_NANOS = TimeUnit.SECONDS.toNanos(1) / Footage.PICTURES_PER_SECOND;
    private static final long SOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BURST = 10;

    /** Pictures that wait for their packets to go; more of them means that the network, or this machine, is too slow. */
    private static final int MOST_WAITING = 400;

    private final Footage footage;
    private final int bitsPerSecond;
    private final EventLoop loop;
    private final Consumer<byte[]> out;
    private final Consumer<byte[]> rtcpOut;
    private final SentStream picture = new SentStream();
    private final SentStream sound = new SentStream();
    private final byte[] silence = Silence.packet();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private @Nullable MediaCipher cipher;
    private @Nullable Future<?> steps;
    private int transportSequence;
    private int index;
    private int pictures;
    private int sounds;
    private boolean keyframeWanted;
    private long startedAt;
    private long nextReportAt;

    private long packets;
    private long bytes;
    private long again;
    private long requests;
    private long shownPictures;

    Sending(Footage footage, int bitsPerSecond, EventLoop loop, Consumer<byte[]> out, Consumer<byte[]> rtcpOut) {
        this.footage = footage;
        this.bitsPerSecond = bitsPerSecond;
        this.loop = loop;
        this.out = out;
        this.rtcpOut = rtcpOut;
    }

    int pictureSource() {
        return picture.source();
    }

    int soundSource() {
        return sound.source();
    }

    @Override
    public void start(MediaKeys keys, RemoteDescription remote) {
        cipher = keys.outgoing();
        String codec = footage.codec() == VideoCodec.VP8 ? "vp8/" : "h264/";
        begin(picture, remote, "video", codec, LocalDescription.number(footage.codec()));
        begin(sound, remote, "audio", "opus/", LocalDescription.OPUS);
        startedAt = System.nanoTime();
        steps = loop.scheduleAtFixedRate(this::step, 0, STEP_NANOS, TimeUnit.NANOSECONDS);
    }

    private static void begin(SentStream stream, RemoteDescription remote, String kind, String codec, int offered) {
        RemoteMedia media = remote.accepted(kind).findFirst().orElse(null);
        int format = media == null ? -1 : media.format(codec);
        int transport = media == null ? 0 : media.extension(LocalDescription.TRANSPORT_CC);
        stream.begin(format < 0 ? offered : format, transport);
    }

    private void step() {
        MediaCipher keys = cipher;
        if (keys == null) {
            return;
        }
        long elapsed = System.nanoTime() - startedAt;
        while (pictures * PICTURE_NANOS <= elapsed) {
            if (waiting.size() < MOST_WAITING) {
                show(keys);
            }
            pictures++;
        }
        while (sounds * SOUND_NANOS <= elapsed) {
            int time = sounds * Silence.SAMPLES;
            send(sound.seal(keys, silence, time, sounds == 0, transportSequence++));
            sounds++;
        }
        for (int i = 0; i < BURST && !waiting.isEmpty(); i++) {
            waiting.remove().run();
        }
        if (elapsed >= nextReportAt) {
            nextReportAt = elapsed + REPORT_NANOS;
            rtcpOut.accept(picture.report(WallClock.nanos(), mediaTime(elapsed, 90_000)));
            rtcpOut.accept(sound.report(WallClock.nanos(), mediaTime(elapsed, 48_000)));
        }
    }

    private static int mediaTime(long elapsedNanos, int clockRate) {
        return (int) (elapsedNanos / 1000 * clockRate / 1_000_000);
    }

    private void show(MediaCipher keys) {
        if (keyframeWanted || index == footage.length()) {
            index = 0;
            keyframeWanted = false;
        }
        int size = bitsPerSecond / Byte.SIZE / Footage.PICTURES_PER_SECOND;
        List<byte[]> payloads = footage.packets(index++, pictures & 0x7fff, size, WallClock.nanos());
        int time = pictures * (90_000 / Footage.PICTURES_PER_SECOND);
        for (int i = 0; i < payloads.size(); i++) {
            byte[] payload = payloads.get(i);
            boolean last = i == payloads.size() - 1;
            waiting.add(() -> send(picture.seal(keys, payload, time, last, transportSequence++)));
        }
        shownPictures++;
    }

    private void send(byte[] sealed) {
        packets++;
        bytes += sealed.length;
        out.accept(sealed);
    }

    @Override
    public void rtp(Scratch scratch, int length, long now) {}

    @Override
    public void rtcp(byte[] packet, int length, long now) {
        for (int at = 0; at + 12 <= length; at += 4 + 4 * Bytes.getShort(packet, at + 2)) {
            int format = packet[at] & 0x1f;
            int type = packet[at + 1] & 0xff;
            int end = Math.min(length, at + 4 + 4 * Bytes.getShort(packet, at + 2));
            if (type == 206 && (format == 1 || format == 4)) {
                keyframeWanted = true;
                requests++;
            } else if (type == 205 && format == 1) {
                SentStream wanted = Bytes.getInt(packet, at + 8) == sound.source() ? sound : picture;
                for (int item = at + 12; item + 4 <= end; item += 4) {
                    sendAgain(wanted, Bytes.getShort(packet, item), Bytes.getShort(packet, item + 2));
                }
            }
        }
    }

    private void sendAgain(SentStream stream, int first, int following) {
        for (int i = 0; i <= 16; i++) {
            if (i == 0 || (following & 1 << (i - 1)) != 0) {
                byte[] sealed = stream.history().get(first + i & 0xffff);
                if (sealed != null) {
                    again++;
                    out.accept(sealed);
                }
            }
        }
    }

    @Override
    public void tick(long now) {}

    @Override
    public MediaSecond takeSecond(long now) {
        MediaSecond second = new MediaSecond(packets, bytes, again, again, shownPictures, 0, 0, 0, 0, requests);
        packets = 0;
        bytes = 0;
        again = 0;
        requests = 0;
        shownPictures = 0;
        return second;
    }

    @Override
    public void stop() {
        cipher = null;
        waiting.clear();
        Future<?> running = steps;
        if (running != null) {
            running.cancel(false);
        }
    }
}
