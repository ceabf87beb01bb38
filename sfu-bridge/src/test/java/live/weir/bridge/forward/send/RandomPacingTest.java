package live.weir.bridge.forward.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arbitrary traffic at arbitrary targets: each packet leaves once, and none waits beyond its time. */
class RandomPacingTest {

    private static final long MILLI = 1_000_000;
    private static final int MOST_BETWEEN_DRAINS = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_packet_is_sent_or_discarded_once_and_in_time(long seed) {
        Random random = new Random(seed);
        Pacer pacer = new Pacer(PacerPolicy.USUAL);
        Exit[] exits = {new Exit(pacer), new Exit(pacer)};
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(MOST_BETWEEN_DRAINS + 1) * MILLI;
            if (random.nextInt(200) == 0) {
                pacer.target(30_000 + random.nextInt(2_000_000), now);
            }
            pacer.drain(now);
            Exit exit = exits[random.nextInt(2)];
            if (random.nextInt(10) == 0) {
                exit.ask(now);
            }
            for (int packets = random.nextInt(50) == 0 ? random.nextInt(60) : random.nextInt(6);
                    packets > 0;
                    packets--) {
                exit.offer(now);
            }
            if (random.nextInt(5000) == 0) {
                exit.lane.clear();
            }
        }
        for (Exit exit : exits) {
            exit.lane.clear();
            assertThat(exit.seen.cardinality()).isEqualTo(exit.offered);
            assertThat(exit.inOrder).isTrue();
            assertThat(exit.longestWait)
                    .isLessThanOrEqualTo(PacerPolicy.USUAL.maxWaitNanos() + MOST_BETWEEN_DRAINS * MILLI);
        }
        assertThat(pacer.isIdle()).isTrue();
        assertThat(pacer.queuedBytes()).isZero();
    }

    private static final class Exit implements Lane.Outlet<long[]> {

        private final Lane<long[]> lane;
        private final BitSet seen = new BitSet();
        private int offered;
        private long newest = -1;
        private boolean inOrder = true;
        private long longestWait;

        Exit(Pacer pacer) {
            lane = pacer.lane(this);
        }

        void offer(long now) {
            long[] packet = {offered++, now};
            if (lane.mayPass(now)) {
                lane.passed(send(packet, now), now);
            } else {
                assertThat(lane.hold(packet, 1200, now)).isTrue();
            }
        }

        void ask(long now) {
            if (lane.mayPass(now)) {
                lane.passed(sendAgain(now, now), now);
            } else {
                assertThat(lane.holdAgain(now, now)).isTrue();
            }
        }

        @Override
        public int send(long[] entry, long nowNanos) {
            longestWait = Math.max(longestWait, nowNanos - entry[1]);
            inOrder &= entry[0] > newest;
            newest = entry[0];
            discard(entry);
            return 1200;
        }

        @Override
        public int sendAgain(long sequence, long nowNanos) {
            longestWait = Math.max(longestWait, nowNanos - sequence);
            return 1200;
        }

        @Override
        public void discard(long[] entry) {
            assertThat(seen.get((int) entry[0])).isFalse();
            seen.set((int) entry[0]);
        }
    }
}
