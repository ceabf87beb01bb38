package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportFeedbackTest {

    private static final long LOST = TransportFeedbackWriter.LOST;

    private final RtcpView rtcp = new RtcpView();
    private final TransportFeedback feedback = new TransportFeedback();
    private final Arrivals arrivals = new Arrivals();
    private final byte[] bytes = new byte[1_500];
    private final RtcpWriter writer = new RtcpWriter();

    @Test
    void reads_runs_and_two_bit_vectors() {
        assertThat(wrap(Examples.TRANSPORT_FEEDBACK)).isTrue();
        assertThat(feedback.baseSequence()).isEqualTo(16);
        assertThat(feedback.statusCount()).isEqualTo(9);
        assertThat(feedback.referenceTicks()).isEqualTo(512);
        assertThat(feedback.feedbackCount()).isEqualTo(7);
        feedback.visit(arrivals);
        assertThat(arrivals.told)
                .containsExactly("16+4", "17+0", "18+8", "19 lost", "20-16", "21+1", "22 lost", "23+2", "24+3");
    }

    @Test
    void reads_one_bit_vectors_across_the_wrap() {
        assertThat(wrap(Examples.TRANSPORT_FEEDBACK_ACROSS_THE_WRAP)).isTrue();
        assertThat(feedback.referenceTicks()).isEqualTo(-256);
        feedback.visit(arrivals);
        assertThat(arrivals.told).containsExactly("65535+1", "0 lost", "1+2", "2+3");
    }

    @Test
    void refuses_deltas_that_are_missing_and_the_reserved_symbol() {
        byte[] cutOff = Arrays.copyOf(Examples.TRANSPORT_FEEDBACK, 28);
        cutOff[3] = 6;
        assertThat(wrap(cutOff)).isFalse();
        feedback.visit(arrivals);
        assertThat(arrivals.told).isEmpty();
        byte[] reserved = Examples.TRANSPORT_FEEDBACK.clone();
        reserved[20] = 0x60;
        assertThat(wrap(reserved)).isFalse();
        byte[] manyMore = Examples.TRANSPORT_FEEDBACK.clone();
        manyMore[14] = (byte) 0xFF;
        assertThat(wrap(manyMore)).isFalse();
    }

    @Test
    void writes_a_run() {
        long[] times = {128_000, 128_250, 128_500, 128_750};
        writer.into(bytes, 0, bytes.length);
        assertThat(writer.transportFeedback(1, 2, 7, 65_534, times, 0, 4)).isEqualTo(4);
        assertThat(Arrays.copyOf(bytes, writer.length())).isEqualTo(hex("""
                8F CD 00 06 | 00 00 00 01 | 00 00 00 02 | FF FE 00 04 | 00 00 02 07 | 20 04 00 01 01 01 00 00"""));
    }

    @Test
    void reads_back_what_it_wrote() {
        Random random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            long[] times = times(random, 1 + random.nextInt(700));
            int base = random.nextInt(65_536);
            int capacity = 80 + random.nextInt(1_200);
            assertThat(roundTrip(times, base, capacity)).isEqualTo(ticks(times));
        }
    }

    /** Packs times into as many packets as it takes and tells the ticks that come back. */
    private long[] roundTrip(long[] times, int base, int capacity) {
        arrivals.forget(base);
        int packets = 0;
        int done = 0;
        while (done < times.length) {
            writer.into(bytes, 0, capacity);
            int base16 = Sequences.plus(base, done);
            int covered = writer.transportFeedback(1, 2, packets++, base16, times, done, times.length - done);
            assertThat(covered).isPositive();
            assertThat(writer.length()).isLessThanOrEqualTo(capacity);
            assertThat(rtcp.wrap(bytes, 0, writer.length()) && rtcp.next()).isTrue();
            assertThat(rtcp.length()).isEqualTo(writer.length());
            assertThat(feedback.wrap(rtcp)).isTrue();
            assertThat(feedback.statusCount()).isEqualTo(covered);
            arrivals.clock = feedback.referenceTicks();
            feedback.visit(arrivals);
            done += covered;
        }
        return arrivals.ticks.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] times(Random random, int count) {
        long[] times = new long[count];
        long now = 5_000_000_000L + random.nextInt(1_000_000);
        int lossy = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            now += random.nextInt(lossy == 2 ? 200_000 : 3_000) - 500;
            now += random.nextInt(300) == 0 ? 20_000_000 : 0;
            times[i] = lossy > 0 && random.nextInt(4) == 0 ? LOST : now;
        }
        return times;
    }

    private static long[] ticks(long[] times) {
        return Arrays.stream(times)
                .map(time -> time == LOST ? LOST : time / 250)
                .toArray();
    }

    @Test
    void tells_that_nothing_arrived() {
        long[] times = new long[100];
        Arrays.fill(times, LOST);
        assertThat(roundTrip(times, 65_500, 100)).isEqualTo(times);
    }

    @Test
    void writes_nothing_where_there_is_no_room() {
        assertThat(writer.into(bytes, 0, 23).transportFeedback(1, 2, 0, 0, new long[3], 0, 3))
                .isZero();
        assertThat(writer.length()).isZero();
        assertThat(writer.into(bytes, 0, 100).transportFeedback(1, 2, 0, 0, new long[3], 0, 0))
                .isZero();
        assertThat(writer.length()).isZero();
    }

    @Test
    void takes_no_more_than_512_at_once() {
        assertThat(writer.into(bytes, 0, 1_500).transportFeedback(1, 2, 0, 0, new long[1_000], 0, 1_000))
                .isEqualTo(512);
    }

    private boolean wrap(byte[] packet) {
        return rtcp.wrap(packet, 0, packet.length) && rtcp.next() && feedback.wrap(rtcp);
    }

    private static final class Arrivals implements TransportFeedback.Visitor {

        private final List<String> told = new ArrayList<>();
        private final List<Long> ticks = new ArrayList<>();
        private int expected = -1;
        private long clock;

        void forget(int base) {
            ticks.clear();
            expected = base;
        }

        @Override
        public void received(int sequence, int deltaTicks) {
            told.add(sequence + (deltaTicks < 0 ? "" : "+") + deltaTicks);
            clock += deltaTicks;
            add(sequence, clock);
        }

        @Override
        public void lost(int sequence) {
            told.add(sequence + " lost");
            add(sequence, LOST);
        }

        private void add(int sequence, long tick) {
            if (expected >= 0) {
                assertThat(sequence).isEqualTo(expected);
                expected = Sequences.next(sequence);
                told.clear();
            }
            ticks.add(tick);
        }
    }
}
