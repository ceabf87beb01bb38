package live.weir.bridge.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.testing.Now;

/** An engine, its stage, and the clients that come to it, whose time goes on in a thread of its own. */
public final class Theatre implements AutoCloseable {

    private static final long STEP_MILLIS = 5;

    private final MediaEngine engine;
    private final MediaStage stage;
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private final Thread time = new Thread(this::goOn, "contract-time");
    private volatile boolean over;

    public Theatre(MediaEngine engine) {
        this(engine, StagePolicy.defaults());
    }

    public Theatre(MediaEngine engine, StagePolicy policy) {
        this.engine = engine;
        this.stage = Now.now(engine.openStage(new StageId("stage"), policy));
        time.setDaemon(true);
        time.start();
    }

    private void goOn() {
        while (!over) {
            long now = System.nanoTime();
            clients.forEach(client -> client.tick(now));
            LockSupport.parkNanos(STEP_MILLIS * 1_000_000);
        }
    }

    public MediaEngine engine() {
        return engine;
    }

    public MediaStage stage() {
        return stage;
    }

    /** Lets its time go on. */
    public <C extends Client> C add(C client) {
        clients.add(client);
        return client;
    }

    /** Connected, but not playing yet. */
    public PublishSession publish(String name, Performer performer) {
        PublishSession session = Now.now(stage.publish(new PerformerId(name), performer.offer()));
        performer.connect(session.localDescription());
        add(performer);
        return session;
    }

    public ViewSession watch(Watcher watcher) {
        return watch(watcher, ViewChoice.everything());
    }

    public ViewSession watch(Watcher watcher, ViewChoice choice) {
        ViewSession session = Now.now(stage.view(watcher.offer(), choice));
        add(watcher);
        watcher.connect(session.localDescription());
        return session;
    }

    @Override
    public void close() {
        over = true;
        stop();
        clients.forEach(Client::vanish);
        clients.stream()
                .filter(Watcher.class::isInstance)
                .map(Watcher.class::cast)
                .forEach(Watcher::requireNoComplaint);
    }

    private void stop() {
        try {
            time.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
