package live.weir.bridge.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import live.weir.bridge.peer.PeerIdentity;

/** One server with a publisher and its viewers, and what was found out about them. */
final class Room implements AutoCloseable {

    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final int REPORTS_PER_SECOND = 10;
    private static final int TICKS_PER_CHECK = 25;

    private final Contender server;
    private final ReadLoop loop;
    private final Arrivals arrivals = new Arrivals();
    private final LoadPublisher publisher;
    private final List<LoadViewer> viewers = new CopyOnWriteArrayList<>();
    private final List<Long> joins = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private double residentPerViewer;
    private double livePerViewer;
    private int tick;

    Room(Contender server, PeerIdentity identity, ReadLoop loop) {
        this.server = server;
        this.loop = loop;
        this.publisher = new LoadPublisher(identity);
    }

    void fill(int count, PeerIdentity identity) {
        publisher.start(server, loop);
        pause(SETTLING);
        long resident = server.process().residentKilobytes();
        long live = server.liveBytes();
        for (int i = 0; i < count; i++) {
            LoadViewer viewer = new LoadViewer(identity, arrivals);
            joins.add(viewer.join(server, loop));
            viewers.add(viewer);
        }
        residentPerViewer = (double) (server.process().residentKilobytes() - resident) / count;
        livePerViewer = live < 0 ? -1 : (server.liveBytes() - live) / 1024.0 / count;
        publisher.turn(false);
    }

    /** Ten times a second: a tenth of the viewers report, and everybody checks every 2.5 seconds as browsers do. */
    void tick() {
        tick++;
        for (int i = 0; i < viewers.size(); i++) {
            if ((i + tick) % REPORTS_PER_SECOND == 0) {
                viewers.get(i).report();
            }
            if ((i + tick) % TICKS_PER_CHECK == 0) {
                viewers.get(i).check();
            }
        }
        if (tick % TICKS_PER_CHECK == 0) {
            publisher.check();
        }
    }

    void warmUp(Duration time) {
        publisher.turn(true);
        pause(time);
        publisher.turn(false);
    }

    void measure(Duration time) {
        publisher.turn(true);
        pause(SETTLING);
        long allocated = server.allocatedBytes();
        arrivals.take();
        double cpu = server.process().cpuMicros();
        long start = System.nanoTime();
        pause(time);
        double used = server.process().cpuMicros() - cpu;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Arrivals.Taken taken = arrivals.take();
        turns.add(new Turn(taken, took, used, allocated < 0 ? -1 : server.allocatedBytes() - allocated));
        publisher.turn(false);
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    Contender server() {
        return server;
    }

    int size() {
        return viewers.size();
    }

    List<Turn> turns() {
        return turns;
    }

    double joinMillis() {
        List<Long> sorted = new ArrayList<>(joins);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2) / 1e6;
    }

    double residentPerViewer() {
        return residentPerViewer;
    }

    double livePerViewer() {
        return livePerViewer;
    }

    @Override
    public void close() {
        publisher.close();
        server.close();
        viewers.forEach(LoadViewer::close);
    }
}
