package live.weir.signaling.stage;

import java.util.List;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.Source;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen on a stage.
 *
 * @param onStage the performers' pictures in the order in which they came
 * @param leading the source whose performer has the spotlight, or else speaks
 * @param recordingWish whether the host wants it recorded; null before a word of it
 */
public record StageScene(
        LayoutName layout,
        List<OnStage> onStage,
        @Nullable String leading,
        @Nullable Boolean recordingWish) {

    /**
     * @param source the name by which it was attached
     * @param label the performer's name
     * @param audio whether the performer's microphone is on
     * @param video whether the performer's camera is on
     */
    public record OnStage(String source, String label, Source kind, boolean audio, boolean video) {}

    public StageScene {
        onStage = List.copyOf(onStage);
    }
}
