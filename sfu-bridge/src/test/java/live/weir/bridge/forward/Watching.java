package live.weir.bridge.forward;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import live.weir.bridge.forward.OneViewer.Left;
import live.weir.bridge.forward.estimate.Bottleneck;
import live.weir.bridge.rtp.Codec;
import live.weir.bridge.rtp.RtcpWriter;
import live.weir.bridge.rtp.TransportFeedbackWriter;

/**
 * A simulcast of three layers of 1,500, 500 and 150 kbit/s to one viewer over a simulated path, through the egress as it is
 * joined: what leaves arrives by the path's doing, and the viewer tells when.
 */
final class Watching {

    private static final long MILLI = OneViewer.MILLI;
    private static final long[] RATES = {1_500_000, 500_000, 150_000};
    private static final int KEYFRAME_FACTOR = 6;
    private static final long KEYFRAME_DELAY = 100 * MILLI;
    private static final long ONE_WAY = 25 * MILLI;
    private static final long FEEDBACK = 60 * MILLI;
    private static final int LENGTH = 1100;
    private static final int VIEWER = 7;

    private record Arrival(int transportSequence, long at) {}

    final OneViewer viewer = new OneViewer(Codec.VP8, 3, true);
    final Bottleneck link;
    private final Queue<Arrival> underway = new ArrayDeque<>();
    private final long[] sequences = {0, 10_000, 20_000};
    private final long[] keyframeAt = new long[3];
    private int frame;
    private int handled;
    private int asked;
    private long frameAt;
    private long feedbackAt;
    private int feedbacks;
    private int shown = -1;

    Watching(Bottleneck link) {
        this.link = link;
        for (int layer = 0; layer < 3; layer++) {
            viewer.bitrates[layer] = RATES[layer];
            viewer.heights[layer] = 720 >> layer;
        }
        frameAt = viewer.now;
        feedbackAt = viewer.now + FEEDBACK;
        viewer.watchPicture();
    }

    void run(int millis) {
        for (int i = 0; i < millis; i++) {
            step();
        }
    }

    /** How long it took; the limit if it did not come to that. */
    int runUntilShown(int layer, int limitMillis) {
        for (int i = 0; i < limitMillis; i++) {
            step();
            if (shown == layer) {
                return i;
            }
        }
        return limitMillis;
    }

    int shown() {
        return shown;
    }

    private void step() {
        viewer.now += MILLI;
        long now = viewer.now;
        if (now >= frameAt) {
            frameAt += 33 * MILLI;
            publish(now);
        }
        viewer.catchUp();
        if (now / MILLI % 20 == 0) {
            viewer.egress.tick(now);
        }
        transmit();
        if (now >= feedbackAt) {
            feedbackAt += FEEDBACK;
            feedBack(now);
        }
        shown = viewer.egress.slot(1).stream().shownLayer();
    }

    private void publish(long now) {
        frame++;
        for (; asked < viewer.keyframesAsked.size(); asked++) {
            int layer = viewer.keyframesAsked.get(asked);
            keyframeAt[layer] = keyframeAt[layer] == 0 ? now + KEYFRAME_DELAY : keyframeAt[layer];
        }
        for (int layer = 0; layer < 3; layer++) {
            boolean keyframe = keyframeAt[layer] != 0 && now >= keyframeAt[layer];
            keyframeAt[layer] = keyframe ? 0 : keyframeAt[layer];
            long bytes = RATES[layer] * 33 / 8000 * (keyframe ? KEYFRAME_FACTOR : 1);
            for (boolean first = true; bytes > 0; bytes -= LENGTH, first = false) {
                int length = (int) Math.max(20, Math.min(LENGTH, bytes));
                viewer.publish(
                        Packets.vp8(layer, sequences[layer]++, frame * Packets.PICTURE, first, keyframe, length));
            }
        }
        viewer.endBatch();
    }

    private void transmit() {
        for (; handled < viewer.left.size(); handled++) {
            Left left = viewer.left.get(handled);
            underway.add(new Arrival(
                    left.transportSequence(), link.send(left.payload().remaining() + 60, left.at())));
        }
    }

    /** What came until a one-way delay ago; what has not by then, but what was sent after it has, is lost. */
    private void feedBack(long now) {
        report();
        List<Arrival> told = new ArrayList<>();
        for (Arrival next = underway.peek(); next != null && isKnown(next, now); next = underway.peek()) {
            told.add(underway.remove());
        }
        if (told.isEmpty()) {
            return;
        }
        long[] micros = told.stream()
                .mapToLong(one -> one.at() == Bottleneck.LOST ? TransportFeedbackWriter.LOST : one.at() / 1000)
                .toArray();
        byte[] bytes = new byte[1500];
        for (int from = 0; from < micros.length; ) {
            RtcpWriter writer = new RtcpWriter().into(bytes, 0, bytes.length);
            int base = told.get(from).transportSequence();
            from += writer.transportFeedback(
                    VIEWER, OneViewer.PICTURE, feedbacks++ & 0xFF, base, micros, from, micros.length - from);
            viewer.egress.rtcp(bytes, 0, writer.length());
        }
    }

    private void report() {
        byte[] bytes = new byte[200];
        RtcpWriter writer = new RtcpWriter().into(bytes, 0, bytes.length);
        writer.receiverReport(VIEWER);
        writer.reportBlock(OneViewer.PICTURE, 0, 0, 0x8000 + viewer.left.size(), 0, 0, 0);
        viewer.egress.rtcp(bytes, 0, writer.length());
    }

    private boolean isKnown(Arrival next, long now) {
        if (next.at() != Bottleneck.LOST) {
            return next.at() + ONE_WAY <= now;
        }
        return underway.stream().anyMatch(later -> later.at() != Bottleneck.LOST && later.at() + ONE_WAY <= now);
    }
}
