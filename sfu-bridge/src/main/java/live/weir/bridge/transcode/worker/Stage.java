package live.weir.bridge.transcode.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import live.weir.bridge.program.Scene;

/** Who is there and what is to be shown. Written by the reading thread, read by the conductor. */
final class Stage {

    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final AtomicLong undecodable = new AtomicLong();
    private volatile Scene scene = Scene.empty();

    void show(Scene next) {
        scene = next;
    }

    Scene scene() {
        return scene;
    }

    void put(Source source) {
        Source former = sources.put(source.name(), source);
        if (former != null) {
            source.inherit(former);
        }
    }

    /** Unless another has its place by now. */
    void remove(Source source) {
        sources.remove(source.name(), source);
    }

    Iterable<Source> sources() {
        return sources.values();
    }

    void countUndecodable() {
        undecodable.incrementAndGet();
    }

    long undecodable() {
        return undecodable.get();
    }

    /** Those of the scene that are there. */
    List<Cast> cast(Scene scene) {
        List<Cast> cast = new ArrayList<>();
        for (Scene.Shown shown : scene.shown()) {
            Source source = sources.get(shown.source());
            if (source != null) {
                cast.add(new Cast(source, shown));
            }
        }
        return cast;
    }

    /** A source and how it is shown. */
    record Cast(Source source, Scene.Shown shown) {}
}
