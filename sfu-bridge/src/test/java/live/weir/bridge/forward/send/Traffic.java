package live.weir.bridge.forward.send;

import java.util.ArrayList;
import java.util.List;

/** A stream of packets of one size that go through a lane, and when they left. */
final class Traffic implements Lane.Outlet<String> {

    static final int PACKET = 1000;

    final List<String> sent = new ArrayList<>();
    final List<String> discarded = new ArrayList<>();
    private final Lane<String> lane;
    private int named;
    long lastNanos;

    Traffic(Pacer pacer) {
        this.lane = pacer.lane(this);
    }

    Lane<String> lane() {
        return lane;
    }

    /** Of the next packet: they are counted. */
    String name() {
        return Integer.toString(named++);
    }

    /** False if there was no room. */
    boolean offer(String packet, long nowNanos) {
        if (lane.mayPass(nowNanos)) {
            lane.passed(send(packet, nowNanos), nowNanos);
            return true;
        }
        return lane.hold(packet, PACKET, nowNanos);
    }

    void offerAgain(long sequence, long nowNanos) {
        if (lane.mayPass(nowNanos)) {
            lane.passed(sendAgain(sequence, nowNanos), nowNanos);
        } else {
            lane.holdAgain(sequence, nowNanos);
        }
    }

    @Override
    public int send(String entry, long nowNanos) {
        sent.add(entry);
        lastNanos = nowNanos;
        return PACKET;
    }

    @Override
    public int sendAgain(long sequence, long nowNanos) {
        return send("again" + sequence, nowNanos);
    }

    @Override
    public void discard(String entry) {
        discarded.add(entry);
    }
}
