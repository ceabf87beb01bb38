package live.weir.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongConsumer;
import live.weir.bridge.forward.estimate.BandwidthEstimator;
import live.weir.bridge.forward.estimate.EstimatorSettings;
import live.weir.bridge.forward.estimate.ProbePlanner;
import live.weir.bridge.forward.measure.BitrateMeter;
import live.weir.bridge.forward.receive.ArrivalLog;
import live.weir.bridge.forward.receive.LossDetector;
import live.weir.bridge.forward.receive.LossPolicy;
import live.weir.bridge.forward.receive.ReceptionStatistics;
import live.weir.bridge.forward.send.Lane;
import live.weir.bridge.forward.send.Pacer;
import live.weir.bridge.forward.send.PacerPolicy;
import org.junit.jupiter.api.Test;

/** What handles each packet leaves nothing to the garbage collector: counted over a million packets of 100 µs. */
class PacketPathAllocationTest {

    private static final int PACKETS = 1_000_000;
    private static final int WARM_UP = 20_000;
    private static final long SPACING = 100_000;
    /** For what the measuring itself and the compiler's replacement of frames leave: nothing that grows with packets. */
    private static final long TOLERATED_BYTES = 64 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void counting_receptions_allocates_nothing() {
        ReceptionStatistics statistics = new ReceptionStatistics(90_000);

        measure("ReceptionStatistics", i -> {
            if (i % 50 != 0) {
                statistics.receive(i, (int) (i * 9), i * SPACING);
            }
        });
    }

    @Test
    void detecting_losses_allocates_nothing() {
        LossDetector detector = new LossDetector(LossPolicy.VIDEO);
        Resend resend = new Resend();

        measure("LossDetector", i -> {
            if (i % 50 != 0) {
                detector.receive(i, i * SPACING);
            }
            detector.request(i * SPACING, resend);
            if (i > 300 && (i - 300) % 50 == 0) {
                detector.recover(i - 300);
            }
        });
        assertThat(resend.count).isGreaterThan(PACKETS / 50);
    }

    @Test
    void logging_arrivals_allocates_nothing() {
        ArrivalLog log = new ArrivalLog();
        ArrivalLog.Feedback feedback = (base, count, arrivals) -> {};

        measure("ArrivalLog", i -> {
            if (i % 50 != 0) {
                log.record(i, i * SPACING);
            }
            if (log.isDue(i * SPACING)) {
                log.take(i * SPACING, feedback);
            }
        });
    }

    @Test
    void estimating_bandwidth_allocates_nothing() {
        BandwidthEstimator estimator = new BandwidthEstimator(EstimatorSettings.USUAL, new ProbePlanner());

        measure("BandwidthEstimator and SendHistory", i -> {
            long now = i * SPACING;
            estimator.sent(i, 1200, now);
            if (i >= 100) {
                if (i % 50 != 0) {
                    estimator.acknowledge(i - 100, now - 50 * SPACING);
                } else {
                    estimator.lose(i - 100);
                }
            }
            if (i % 500 == 0) {
                estimator.completeFeedback(now);
                estimator.tick(now);
            }
        });
    }

    @Test
    void pacing_allocates_nothing() {
        Outlet outlet = new Outlet();
        Pacer pacer = new Pacer(PacerPolicy.USUAL);
        Lane<Object> lane = pacer.lane(outlet);
        Object packet = new Object();

        measure("Pacer", i -> {
            long now = i * SPACING;
            pacer.target(40_000_000, now);
            if (lane.mayPass(now)) {
                lane.passed(outlet.send(packet, now), now);
            } else if (!lane.hold(packet, 1200, now)) {
                lane.clear();
            }
            if (i % 20 == 0) {
                lane.holdAgain(i, now);
                pacer.passed(100, now);
            }
            pacer.drain(now);
        });
        assertThat(outlet.count).isGreaterThan(PACKETS / 2);
    }

    @Test
    void metering_allocates_nothing() {
        BitrateMeter meter = new BitrateMeter(1_000_000_000);

        measure("BitrateMeter", i -> meter.record(1200, i * SPACING));
        assertThat(meter.bitsPerSecond(PACKETS * SPACING)).isPositive();
    }

    @Test
    void the_gauge_itself_sees_what_is_allocated() {
        Object[] kept = new Object[1];

        assertThat(allocated(() -> kept[0] = new byte[1_000_000])).isGreaterThan(1_000_000);
    }

    private static void measure(String name, LongConsumer packet) {
        for (long i = 0; i < WARM_UP; i++) {
            packet.accept(i);
        }
        long began = System.nanoTime();
        long allocated = allocated(() -> {
            for (long i = WARM_UP; i < WARM_UP + PACKETS; i++) {
                packet.accept(i);
            }
        });
        long nanos = System.nanoTime() - began;
        System.out.printf("%s: %d bytes allocated over 1 M packets, %d ns each%n", name, allocated, nanos / PACKETS);
        assertThat(allocated).isLessThan(TOLERATED_BYTES);
    }

    private static long allocated(Runnable work) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        work.run();
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }

    private static final class Resend implements LossDetector.Repair {

        private long count;

        @Override
        public void resend(long sequence) {
            count++;
        }

        @Override
        public void refresh() {}
    }

    private static final class Outlet implements Lane.Outlet<Object> {

        private long count;

        @Override
        public int send(Object entry, long nowNanos) {
            count++;
            return 1200;
        }

        @Override
        public int sendAgain(long sequence, long nowNanos) {
            count++;
            return 1200;
        }

        @Override
        public void discard(Object entry) {}
    }
}
