package live.weir.bridge.forward.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream of 300 packets a second over a lossy path of 60 ms round trip, whose NACKs and RTX packets are lost as well. */
class LossRecoverySimulationTest {

    private static final long MILLI = 1_000_000;
    private static final int PACKETS = 60_000;
    private static final long SPACING = 3_333_333;
    private static final long TRANSIT = 30 * MILLI;

    @ParameterizedTest
    @CsvSource({"0.01, 1, 0.9999", "0.05, 1, 0.9995", "0.15, 1, 0.995", "0.05, 10, 0.9995"})
    void nearly_all_that_is_lost_comes_back(double loss, int burst, double share) {
        Path path = new Path(loss, burst);
        path.run();

        LossDetector detector = path.detector;
        System.out.printf(
                "loss %.0f %% in bursts of %d: lost %d, recovered %.3f %%, requests %d, abandoned %d, keyframes wanted %d, mean wait %.0f ms%n",
                loss * 100,
                burst,
                path.lost,
                100.0 * detector.recovered() / path.lost,
                detector.requests(),
                detector.abandoned(),
                path.refreshes,
                path.waitNanos / 1e6 / Math.max(1, detector.recovered()));
        assertThat((double) detector.recovered() / path.lost).isGreaterThan(share);
        assertThat(detector.requests()).isLessThan((long) (path.lost * (1 + 4 * loss) * 1.1));
    }

    private static final class Path implements LossDetector.Repair {

        private final Random random = new Random(7);
        private final LossDetector detector = new LossDetector(LossPolicy.VIDEO);
        private final long[] resentAt = new long[PACKETS];
        private final double loss;
        /** The chances that a loss, or an arrival, is followed by a loss. */
        private final double stay;

        private final double enter;

        private boolean broken;
        private long now;
        private long lost;
        private long refreshes;
        private long waitNanos;

        private Path(double loss, int burst) {
            this.loss = loss;
            this.stay = burst == 1 ? loss : 1 - 1.0 / burst;
            this.enter = loss * (1 - stay) / (1 - loss);
            detector.roundTrip(2 * TRANSIT);
        }

        private void run() {
            int next = 0;
            int oldest = 0;
            for (now = TRANSIT; oldest < PACKETS; now += MILLI) {
                while (next < PACKETS && next * SPACING + TRANSIT <= now) {
                    transmit(next++);
                }
                oldest = Math.max(oldest, next - 1000);
                for (int sequence = oldest; sequence < next; sequence++) {
                    deliverResent(sequence);
                }
                detector.request(now, this);
                if (next == PACKETS && detector.missing() == 0) {
                    return;
                }
            }
        }

        private void transmit(int sequence) {
            broken = random.nextDouble() < (broken ? stay : enter);
            if (broken && sequence > 0 && sequence < PACKETS - 1) {
                lost++;
            } else {
                detector.receive(sequence, now);
            }
        }

        private void deliverResent(int sequence) {
            if (resentAt[sequence] != 0 && resentAt[sequence] <= now) {
                resentAt[sequence] = 0;
                if (detector.recover(sequence)) {
                    waitNanos += now - (sequence * SPACING + TRANSIT);
                }
            }
        }

        private boolean survives() {
            return random.nextDouble() >= loss;
        }

        @Override
        public void resend(long sequence) {
            boolean asked = survives();
            if (survives() && asked) {
                resentAt[(int) sequence] = now + 2 * TRANSIT;
            }
        }

        @Override
        public void refresh() {
            refreshes++;
        }
    }
}
