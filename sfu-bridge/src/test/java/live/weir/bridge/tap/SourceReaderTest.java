package live.weir.bridge.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import live.weir.bridge.engine.MediaKind;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapReader;
import live.weir.bridge.engine.TrackDescription;
import live.weir.bridge.rtp.NtpTime;
import org.junit.jupiter.api.Test;

/** From packets to units, with the time in the test's hands. */
class SourceReaderTest {

    private static final long MILLI = 1_000_000;
    private static final int FRAME = 3000; // 30 a second of 90,000

    private final Hand tap = new Hand();
    private final List<String> units = new ArrayList<>();
    private final List<Long> pictureTimes = new ArrayList<>();
    private final List<Long> soundTimes = new ArrayList<>();
    private final SourceReader reader = new SourceReader(tap, new UnitSink() {
        @Override
        public void picture(long capturedAt, boolean keyframe, byte[] bytes, int offset, int length) {
            units.add((keyframe ? "K" : "p") + bytes[offset + length - 1]);
            pictureTimes.add(capturedAt / MILLI);
        }

        @Override
        public void sound(long capturedAt, byte[] bytes, int offset, int length) {
            soundTimes.add(capturedAt / MILLI);
        }
    });
    private long now = 10_000 * MILLI;
    private int sequence = 65_533;
    private int ssrc = 1;
    private int timestamp = -2 * FRAME;

    /** A tap whose packets the test makes. */
    private static final class Hand implements Tap {

        final Queue<Runnable> waiting = new ArrayDeque<>();

        @SuppressWarnings("NullAway.Init")
        TapReader reading;

        int requests;
        boolean closed;

        @Override
        public List<TrackDescription> tracks() {
            return List.of(
                    new TrackDescription("a", MediaKind.AUDIO, "opus", 48_000, Map.of(), List.of()),
                    new TrackDescription("v", MediaKind.VIDEO, "VP8", 90_000, Map.of(), List.of()),
                    new TrackDescription("w", MediaKind.VIDEO, "H264", 90_000, Map.of(), List.of()));
        }

        @Override
        public int drain(TapReader reader, int most) {
            reading = reader;
            int count = waiting.size();
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
            return count;
        }

        @Override
        public void onReadable(Runnable wakeUp) {}

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public void requestKeyframe() {
            requests++;
        }

        @Override
        public boolean isEnded() {
            return false;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void packet(int track, byte[] rtp) {
        long at = now;
        tap.waiting.add(() -> tap.reading.packet(track, at, rtp, 0, rtp.length));
    }

    private void frame(boolean keyframe, int mark) {
        timestamp += FRAME;
        sequence++;
        packet(1, rtp(sequence, timestamp, 0x10, keyframe ? 0x10 : 0x11, 2, 0, mark));
        reader.read(now);
    }

    private byte[] rtp(int number, int time, int... payload) {
        byte[] rtp = new byte[12 + payload.length];
        rtp[0] = (byte) 0x80;
        rtp[1] = (byte) 0xE0;
        put(rtp, 2, number, 2);
        put(rtp, 4, time, 4);
        put(rtp, 8, ssrc, 4);
        for (int i = 0; i < payload.length; i++) {
            rtp[12 + i] = (byte) payload[i];
        }
        return rtp;
    }

    private static void put(byte[] bytes, int at, int value, int size) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >> (8 * (size - 1 - i)));
        }
    }

    private void wait(int millis) {
        now += millis * MILLI;
        reader.read(now);
    }

    @Test
    void a_keyframe_comes_first_and_is_asked_for_now_and_then() {
        frame(false, 1);
        frame(false, 2);
        wait(499);
        assertThat(tap.requests).isEqualTo(1);
        wait(1);
        assertThat(tap.requests).isEqualTo(2);
        frame(true, 3);
        frame(false, 4);
        wait(2000);
        assertThat(units).containsExactly("K3", "p4");
        assertThat(tap.requests).isEqualTo(2);
        assertThat(reader.lost()).isEqualTo(2);
    }

    @Test
    void after_a_loss_nothing_comes_until_a_keyframe() {
        frame(true, 1);
        sequence++;
        frame(false, 2);
        assertThat(units).containsExactly("K1");
        wait(101);
        frame(false, 3);
        assertThat(tap.requests).isEqualTo(1);
        frame(true, 4);
        assertThat(units).containsExactly("K1", "K4");
    }

    @Test
    void a_packet_that_comes_again_in_time_is_no_loss() {
        frame(true, 1);
        byte[] late = rtp(sequence + 1, timestamp + FRAME, 0x10, 0x11, 2, 0, 2);
        sequence++;
        timestamp += FRAME;
        frame(false, 3);
        wait(60);
        packet(1, late);
        reader.read(now);
        assertThat(units).containsExactly("K1", "p2", "p3");
    }

    @Test
    void another_sender_under_another_number_begins_with_a_keyframe() {
        frame(true, 1);
        ssrc = 2;
        sequence = 5;
        timestamp = 77_000_000;
        frame(false, 2);
        frame(true, 3);
        assertThat(units).containsExactly("K1", "K3");
        assertThat(pictureTimes).allMatch(time -> Math.abs(time - now / MILLI) < 100);
    }

    @Test
    void both_tracks_are_dated_by_the_senders_clock() {
        long ntp = NtpTime.ofEpochMicros(1_700_000_000_000_000L);
        long reported = now;
        int videoTime = timestamp + FRAME;
        frame(true, 1);
        packet(0, rtp(1, 480_000, 0xF8, 1, 2, 3));
        tap.waiting.add(() -> {
            tap.reading.senderReport(1, reported, ntp, videoTime);
            tap.reading.senderReport(0, reported, ntp, 480_000);
        });
        reader.read(now);
        // What was captured at one moment comes at two: the sound 40 ms later.
        now += 200 * MILLI;
        timestamp = videoTime + 18_000 - FRAME;
        frame(false, 2);
        now += 40 * MILLI;
        packet(0, rtp(2, 480_000 + 9_600, 0xF8, 1, 2, 3));
        reader.read(now);
        assertThat(soundTimes.get(1)).isEqualTo(pictureTimes.get(1)).isEqualTo(10_200);
    }

    @Test
    void a_report_that_runs_ahead_of_the_media_is_not_believed() {
        frame(true, 1);
        for (int second = 1; second < 6; second++) {
            now += 1000 * MILLI;
            timestamp += 90_000 - FRAME;
            frame(false, second);
            long ntp = NtpTime.ofEpochMicros(1_700_000_000_000_000L + second * 1_000_000L);
            int ahead = timestamp + second * 2 * 90_000;
            long at = now;
            tap.waiting.add(() -> tap.reading.senderReport(1, at, ntp, ahead));
            reader.read(now);
        }
        assertThat(pictureTimes).containsExactly(10_000L, 11_000L, 12_000L, 13_000L, 14_000L, 15_000L);
    }

    @Test
    void whatever_comes_in_whatever_order_units_begin_with_a_keyframe() {
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            int jump = random.nextInt(50);
            sequence += jump == 0 ? random.nextInt(70_000) : jump < 5 ? random.nextInt(7) - 3 : 0;
            timestamp += jump == 1 ? random.nextInt() : 0;
            ssrc += jump == 2 ? 1 : 0;
            frame(random.nextInt(20) == 0, 1);
            wait(random.nextInt(60));
        }
        assertThat(units).startsWith("K1").contains("p1");
        reader.close();
        assertThat(tap.closed).isTrue();
    }
}
