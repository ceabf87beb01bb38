package live.weir.signaling.stage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import live.weir.signaling.stage.BroadcastBook.Broadcast;
import org.jspecify.annotations.Nullable;

/** Writes down what stages tell of themselves for their programs, and fails when it is asked to. */
public final class RecordedPrograms implements ProgramHouse {

    public final List<Recorded> all = new CopyOnWriteArrayList<>();
    public volatile boolean fails;

    @Override
    public StageProgram open(Broadcast broadcast, Runnable whenReachChanged) {
        Recorded recorded = new Recorded(broadcast, whenReachChanged);
        all.add(recorded);
        failIfAsked();
        return recorded;
    }

    private void failIfAsked() {
        if (fails) {
            throw new IllegalStateException("no programs today");
        }
    }

    /** One program, as its stage told it. */
    public final class Recorded implements StageProgram {

        public final Broadcast broadcast;
        public final Map<String, Feed> feeds = new ConcurrentHashMap<>();
        /** "attach p8h1", "detach p8h1", "show", "end", "hand over", as they came. */
        public final List<String> told = new CopyOnWriteArrayList<>();

        public volatile @Nullable StageScene scene;
        private volatile @Nullable Reach reach;
        private final Runnable whenReachChanged;

        Recorded(Broadcast broadcast, Runnable whenReachChanged) {
            this.broadcast = broadcast;
            this.whenReachChanged = whenReachChanged;
        }

        public void reaches(Reach newest) {
            reach = newest;
            whenReachChanged.run();
        }

        private void note(String what) {
            told.add(what);
            failIfAsked();
        }

        @Override
        public void attach(String source, Feed feed) {
            feeds.put(source, feed);
            note("attach " + source);
        }

        @Override
        public void detach(String source) {
            feeds.remove(source);
            note("detach " + source);
        }

        @Override
        public void show(StageScene newest) {
            scene = newest;
            whenReachChanged.run();
            note("show");
        }

        @Override
        public void end() {
            note("end");
        }

        @Override
        public void handOver() {
            note("hand over");
        }

        @Override
        public @Nullable Reach reach() {
            return reach;
        }

        /** As it was wished for. */
        @Override
        public boolean isRecorded() {
            StageScene shown = scene;
            return shown != null && Boolean.TRUE.equals(shown.recordingWish());
        }
    }
}
