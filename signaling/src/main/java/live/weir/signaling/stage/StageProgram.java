package live.weir.signaling.stage;

import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A broadcast's program, as its stage sees it. Told in the stage's mailbox; each call returns at once. */
public interface StageProgram {

    /** Nobody listens. */
    StageProgram NONE = new StageProgram() {
        @Override
        public void attach(String source, Feed feed) {}

        @Override
        public void detach(String source) {}

        @Override
        public void show(StageScene scene) {}

        @Override
        public void end() {}

        @Override
        public void handOver() {}

        @Override
        public @Nullable Reach reach() {
            return null;
        }

        @Override
        public boolean isRecorded() {
            return false;
        }
    };

    /** Where a publication's packets are to be had, as often as they are wanted; whoever asked closes the tap. */
    interface Feed {
        Mono<Tap> tap(TapSettings settings);
    }

    /**
     * Whom the program reaches.
     *
     * @param playlist of HLS, where there is one
     * @param picture the newest of the program's, where there is one
     * @param problem why there is no playlist though there should be, in a sentence
     */
    record Reach(
            @Nullable String playlist,
            @Nullable String picture,
            @Nullable String problem) {}

    /** A performer on stage has a picture, or a voice; another feed of the same name is replaced by it. */
    void attach(String source, Feed feed);

    /** Nothing comes from there any more. */
    void detach(String source);

    /** Names only sources that are attached; nobody means that everybody is away for the moment. */
    void show(StageScene scene);

    /** The broadcast is over. Nothing is told after that. */
    void end();

    /** The broadcast goes on, but not on this node. Nothing is told after that. */
    void handOver();

    /** Null where there are no programs, or none yet. */
    @Nullable
    Reach reach();

    /** Whether the broadcast is being recorded just now. */
    boolean isRecorded();
}
