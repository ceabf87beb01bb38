package live.weir.bridge.contract;

import live.weir.bridge.engine.MediaEngine;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.PublishSession;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.testing.Now;

/** An engine, its stage, and the clients that come to it. */
public final class Theatre implements AutoCloseable {

    private final MediaEngine engine;
    private final MediaStage stage;
    private final LiveClients clients = new LiveClients();

    public Theatre(MediaEngine engine) {
        this(engine, StagePolicy.defaults());
    }

    public Theatre(MediaEngine engine, StagePolicy policy) {
        this.engine = engine;
        this.stage = Now.now(engine.openStage(new StageId("stage"), policy));
    }

    public MediaEngine engine() {
        return engine;
    }

    public MediaStage stage() {
        return stage;
    }

    /** Lets its time go on. */
    public <C extends Client> C add(C client) {
        return clients.add(client);
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
        clients.close();
    }
}
