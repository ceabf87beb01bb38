package live.weir.platform.program;

import java.util.Optional;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.StageScene;

/** What a stage says is shown, in the words of those who make the picture. */
final class Scenes {

    private Scenes() {}

    /** Names are for telling people apart: somebody alone needs none. */
    static Scene of(StageScene scene, boolean labels) {
        boolean named = labels && scene.onStage().size() > 1;
        return new Scene(
                layout(scene.layout()),
                scene.onStage().stream().map(shown -> shown(shown, named)).toList(),
                Optional.ofNullable(scene.leading()));
    }

    private static Scene.Shown shown(StageScene.OnStage on, boolean named) {
        return new Scene.Shown(on.source(), named ? on.label() : "", on.kind() == Source.SCREEN, !on.audio());
    }

    private static SceneLayout layout(LayoutName name) {
        return switch (name) {
            case GRID -> SceneLayout.GRID;
            case SPEAKER -> SceneLayout.SPEAKER;
            case PICTURE_IN_PICTURE -> SceneLayout.PICTURE_IN_PICTURE;
            case SIDE_BY_SIDE -> SceneLayout.SIDE_BY_SIDE;
            case SCREEN_AND_FACES -> SceneLayout.SCREEN_AND_FACES;
        };
    }
}
