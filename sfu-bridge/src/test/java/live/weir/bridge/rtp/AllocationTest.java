package live.weir.bridge.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The packet path leaves the collector nothing to do. */
class AllocationTest {

    private static final int WARM_UP = 20_000;
    private static final int PACKETS = 200_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final byte[] out = new byte[1_500];
    private final RtpView view = new RtpView();
    private final RtpHeaderWriter header = new RtpHeaderWriter();
    private final RtcpView rtcp = new RtcpView();
    private final RtcpWriter writer = new RtcpWriter();
    private final TransportFeedback feedback = new TransportFeedback();
    private final Vp8Payload vp8 = new Vp8Payload();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final Counter counter = new Counter();
    private final long[] arrivals = {0, 250, TransportFeedbackWriter.LOST, 1_000};

    @Test
    void nothing_is_allocated_per_packet() {
        run(WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(PACKETS);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(after - before).as("bytes for %d packets", PACKETS).isLessThan(PACKETS / 10);
        assertThat(counter.heard).isPositive();
    }

    private void run(int packets) {
        for (int i = 0; i < packets; i++) {
            forward(i);
            report();
        }
    }

    private void forward(int i) {
        byte[] in = Examples.RTP_ONE_BYTE_FORM;
        view.wrap(in, 0, in.length);
        vp8.wrap(Examples.VP8_KEYFRAME, 0, Examples.VP8_KEYFRAME.length, view.marker());
        counter.heard += sequences.unwrap(i & 0xFFFF) + view.extensionValue(3, 2);
        header.into(out, 0, out.length).begin(96, view.marker(), i, i, i);
        header.extension16(3, i);
        counter.heard += header.finish();
    }

    private void report() {
        writer.into(out, 0, out.length).receiverReport(1);
        writer.transportFeedback(1, 2, 3, 4, arrivals, 0, arrivals.length);
        rtcp.wrap(out, 0, writer.length());
        while (rtcp.next()) {
            if (feedback.wrap(rtcp)) {
                feedback.visit(counter);
            }
        }
    }

    private static final class Counter implements TransportFeedback.Visitor {

        private long heard;

        @Override
        public void received(int sequence, int deltaTicks) {
            heard++;
        }

        @Override
        public void lost(int sequence) {
            heard++;
        }
    }
}
