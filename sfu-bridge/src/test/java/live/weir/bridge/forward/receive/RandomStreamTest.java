package live.weir.bridge.forward.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of arbitrary losses, reordering, duplicates, jumps and restarts, beside a plain model of what must hold. */
class RandomStreamTest {

    private static final long MILLI = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_comes_the_books_stay_in_order(long seed) {
        Random random = new Random(seed);
        ReceptionStatistics statistics = new ReceptionStatistics(90_000);
        ArrivalLog log = new ArrivalLog();
        LossDetector detector = new LossDetector(LossPolicy.VIDEO);
        Wishes wishes = new Wishes();
        long sequence = random.nextInt(65_536);
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(5) * MILLI;
            sequence += step(random);
            long arriving = sequence - (random.nextInt(10) == 0 ? random.nextInt(40) : 0);
            statistics.receive(arriving, (int) (now / MILLI * 90), now);
            log.record(arriving, now);
            detector.receive(arriving, now);
            detector.request(now, wishes);
            wishes.answer(random, detector);
            if (log.isDue(now)) {
                log.take(now, (base, count, arrivals) -> assertThat(count).isBetween(1, 400));
            }
            assertThat(detector.missing()).isBetween(0, LossPolicy.VIDEO.maxMissing());
            assertThat(wishes.wanted.size()).isLessThanOrEqualTo(LossPolicy.VIDEO.maxMissing());
        }
        assertThat(detector.lost()).isGreaterThanOrEqualTo(detector.recovered());
        assertThat(statistics.report(now).fractionLost()).isBetween(0, 255);
        assertThat(wishes.refreshes).isPositive();
    }

    private static long step(Random random) {
        return switch (random.nextInt(2000)) {
            case 0 -> random.nextInt(100_000) - 50_000;
            case 1 -> random.nextInt(3000);
            case 2 -> random.nextInt(500);
            default -> random.nextInt(20) == 0 ? 1 + random.nextInt(4) : 1;
        };
    }

    private static final class Wishes implements LossDetector.Repair {

        private final Set<Long> wanted = new HashSet<>();
        private long refreshes;

        private void answer(Random random, LossDetector detector) {
            for (long sequence : wanted) {
                if (random.nextInt(3) > 0) {
                    boolean missing = detector.recover(sequence);
                    assertThat(detector.recover(sequence)).isFalse();
                    assertThat(missing).isTrue();
                }
            }
            wanted.clear();
        }

        @Override
        public void resend(long sequence) {
            wanted.add(sequence);
        }

        @Override
        public void refresh() {
            refreshes++;
        }
    }
}
