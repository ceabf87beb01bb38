package live.weir.bridge.transcode.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a test hears of a performance. */
final class Reviews implements DemoListener {

    private final List<String> all = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @Override
    public void onAir(String details) {
        all.add("on air: " + details);
    }

    @Override
    public void offAir(String reason) {
        all.add("off air: " + reason);
    }

    @Override
    public void complained(String line) {
        complaints.add(line);
    }

    List<String> all() {
        return all;
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public String toString() {
        return all + " " + complaints;
    }
}
