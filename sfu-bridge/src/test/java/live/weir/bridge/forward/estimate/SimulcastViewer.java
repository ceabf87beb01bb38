package live.weir.bridge.forward.estimate;

import java.util.ArrayDeque;
import java.util.Queue;
import live.weir.bridge.forward.choose.LayerChooser;
import live.weir.bridge.forward.choose.LayerPolicy;
import live.weir.bridge.forward.send.Lane;
import live.weir.bridge.forward.send.Pacer;
import live.weir.bridge.forward.send.PacerPolicy;

/** A viewer of three layers with three temporal layers each: estimator, probes, chooser and pacer joined as in an egress. */
final class SimulcastViewer implements Lane.Outlet<SimulcastViewer.Packet> {

    record Packet(int bytes, long capturedNanos) {}

    private record Acknowledgement(long at, long sequence, long arrival) {}

    private static final long MILLI = 1_000_000;
    private static final long[] RATES = {150_000, 500_000, 1_500_000};
    private static final double[] TEMPORAL_SHARES = {0.5, 0.7, 1.0};
    /** The first of them is in all temporal layers. */
    private static final int[] TEMPORAL_PATTERN = {0, 2, 1, 2};

    private static final int KEYFRAME_FACTOR = 6;
    private static final long KEYFRAME_DELAY = 150 * MILLI;
    private static final long ONE_WAY = 25 * MILLI;
    private static final int PACKET = 1200;
    private static final long NEVER = Long.MAX_VALUE;

    private final Bottleneck link;
    private final ProbePlanner probes = new ProbePlanner();
    private final Queue<Acknowledgement> underway = new ArrayDeque<>();
    final BandwidthEstimator estimator = new BandwidthEstimator(EstimatorSettings.USUAL, probes);
    final LayerChooser chooser = new LayerChooser(3, 3, LayerPolicy.USUAL);
    private final Pacer pacer = new Pacer(PacerPolicy.USUAL);
    private final Lane<Packet> lane = pacer.lane(this);
    private long sequence;
    private long frame;
    private long keyframeNanos = NEVER;
    private boolean refresh;
    private long dropped;
    private long delayMaxNanos;
    private final long[] layerMillis = new long[3];

    SimulcastViewer(Bottleneck link) {
        this.link = link;
        for (int layer = 0; layer < 3; layer++) {
            chooser.activate(layer, true);
            for (int temporal = 0; temporal < 3; temporal++) {
                chooser.measure(layer, temporal, (long) (RATES[layer] * TEMPORAL_SHARES[temporal]));
            }
        }
    }

    /** One millisecond. */
    void step(long now) {
        long millis = now / MILLI;
        if (millis % 100 == 0) {
            chooser.choose(estimator.target() * 95 / 100, estimator.provenBitsPerSecond(now), now);
            probes.want(chooser.wanted() * 100 / 95);
        }
        if (millis % 33 == 0) {
            frame(now);
        }
        probe(now);
        pacer.target(estimator.target(), now);
        pacer.drain(now);
        if (millis % 60 == 0) {
            feedback(now);
        }
        if (millis % 10 == 0) {
            estimator.tick(now);
        }
        if (chooser.current() >= 0) {
            layerMillis[chooser.current()]++;
        }
    }

    private void frame(long now) {
        frame++;
        boolean keyframe = isKeyframeHere(now);
        if (keyframe) {
            chooser.switchAt(chooser.target());
            keyframeNanos = NEVER;
            refresh = false;
        }
        int layer = chooser.current();
        int temporal = keyframe ? 0 : TEMPORAL_PATTERN[(int) (frame % 4)];
        if (layer < 0 || temporal > chooser.temporal()) {
            return;
        }
        long bytes = RATES[layer] * 33 / 8000 * (keyframe ? KEYFRAME_FACTOR : 1);
        for (; bytes > 0; bytes -= PACKET) {
            int size = (int) Math.min(PACKET, bytes);
            offer(new Packet(size, now), now);
        }
    }

    private void offer(Packet packet, long now) {
        if (lane.mayPass(now)) {
            lane.passed(send(packet, now), now);
        } else if (!lane.hold(packet, packet.bytes(), now)) {
            dropped += lane.clear() + 1;
            refresh = true;
        }
    }

    private boolean isKeyframeHere(long now) {
        if (keyframeNanos == NEVER && (refresh || chooser.target() != chooser.current())) {
            keyframeNanos = now + KEYFRAME_DELAY;
        }
        return now >= keyframeNanos;
    }

    private void probe(long now) {
        for (int due = probes.bytesDue(now); due > 0; due -= 1000) {
            transmit(1000, now);
        }
    }

    private long transmit(int bytes, long now) {
        estimator.sent(sequence, bytes, now);
        long arrival = link.send(bytes, now);
        underway.add(
                new Acknowledgement(arrival == Bottleneck.LOST ? now + 2 * ONE_WAY : arrival, sequence++, arrival));
        return arrival;
    }

    /** What arrived a one-way delay ago is known now. */
    private void feedback(long now) {
        while (!underway.isEmpty() && underway.peek().at() + ONE_WAY <= now) {
            Acknowledgement acknowledgement = underway.remove();
            if (acknowledgement.arrival() == Bottleneck.LOST) {
                estimator.lose(acknowledgement.sequence());
            } else {
                estimator.acknowledge(acknowledgement.sequence(), acknowledgement.arrival());
            }
        }
        estimator.completeFeedback(now);
    }

    /** Milliseconds spent at a layer. */
    long millisAt(int layer) {
        return layerMillis[layer];
    }

    /** The longest a packet took from capture to arrival since the last call. */
    long takeMaxDelayMillis() {
        long max = delayMaxNanos / MILLI;
        delayMaxNanos = 0;
        return max;
    }

    long probeBursts() {
        return probes.bursts();
    }

    long dropped() {
        return dropped;
    }

    @Override
    public int send(Packet packet, long nowNanos) {
        long arrival = transmit(packet.bytes(), nowNanos);
        if (arrival != Bottleneck.LOST) {
            delayMaxNanos = Math.max(delayMaxNanos, arrival - packet.capturedNanos());
        }
        return packet.bytes();
    }

    @Override
    public int sendAgain(long packet, long nowNanos) {
        return 0;
    }

    @Override
    public void discard(Packet packet) {}
}
