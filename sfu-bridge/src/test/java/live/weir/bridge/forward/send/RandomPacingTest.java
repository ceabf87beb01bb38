package live.weir.bridge.forward.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arbitrary traffic at arbitrary targets: each entry leaves once, and none waits beyond its time. */
class RandomPacingTest {

    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void each_entry_is_sent_or_discarded_once_and_in_time(long seed) {
        Random random = new Random(seed);
        Exit exit = new Exit();
        Pacer<long[]> pacer = new Pacer<>(PacerPolicy.USUAL, 500_000, exit);
        int entries = 0;
        long frame = 0;
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(10) * MILLI;
            if (random.nextInt(200) == 0) {
                pacer.target(30_000 + random.nextInt(2_000_000), now);
            }
            if (random.nextInt(10) == 0) {
                pacer.retransmission(new long[] {entries++, now}, 1200, now);
            }
            if (random.nextInt(3) == 0) {
                boolean keyframe = random.nextInt(50) == 0;
                frame++;
                for (int packets = random.nextInt(keyframe ? 60 : 6); packets > 0; packets--) {
                    pacer.video(new long[] {entries++, now}, 1200, frame, keyframe, now);
                }
            }
            pacer.drain(now);
            assertThat(pacer.nextNanos()).isGreaterThan(now);
        }
        pacer.clear();

        assertThat(exit.seen.cardinality()).isEqualTo(entries);
        assertThat(exit.longestWait).isLessThanOrEqualTo(PacerPolicy.USUAL.maxWaitNanos());
        assertThat(exit.refreshes).isPositive();
        assertThat(pacer.queuedBytes()).isZero();
    }

    private static final class Exit implements Pacer.Outlet<long[]> {

        private final BitSet seen = new BitSet();
        private long longestWait;
        private long refreshes;

        @Override
        public void send(long[] entry, long nowNanos) {
            longestWait = Math.max(longestWait, nowNanos - entry[1]);
            discard(entry);
        }

        @Override
        public void discard(long[] entry) {
            assertThat(seen.get((int) entry[0])).isFalse();
            seen.set((int) entry[0]);
        }

        @Override
        public void refresh() {
            refreshes++;
        }
    }
}
