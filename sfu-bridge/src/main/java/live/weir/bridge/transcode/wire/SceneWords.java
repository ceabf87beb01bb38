package live.weir.bridge.transcode.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;

/** A scene: layout by name, leading source or nothing, count (1), and of each its name, label, and whether screen and muted. */
public final class SceneWords {

    private static final int MOST = 64;

    private SceneWords() {}

    /** More than 64 are not shown. */
    public static ByteBuffer of(Scene scene) {
        List<Scene.Shown> shown =
                scene.shown().subList(0, Math.min(MOST, scene.shown().size()));
        Words words = Words.of(Kind.SCENE)
                .text(scene.layout().name())
                .text(scene.leading().orElse(""))
                .u8(shown.size());
        for (Scene.Shown one : shown) {
            words.text(one.source()).text(one.label()).flag(one.screen()).flag(one.muted());
        }
        return words.frame();
    }

    public static Scene read(ByteBuffer body) {
        SceneLayout layout = SceneLayout.valueOf(Words.text(body));
        String leading = Words.text(body);
        int count = Words.u8(body);
        List<Scene.Shown> shown = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shown.add(new Scene.Shown(Words.text(body), Words.text(body), Words.flag(body), Words.flag(body)));
        }
        return new Scene(layout, shown, leading.isEmpty() ? Optional.empty() : Optional.of(leading));
    }
}
