package live.weir.platform.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;
import live.weir.signaling.protocol.LayoutName;
import live.weir.signaling.protocol.Source;
import live.weir.signaling.stage.StageScene;
import live.weir.signaling.stage.StageScene.OnStage;
import org.junit.jupiter.api.Test;

class ScenesTest {

    private static final OnStage ADA = new OnStage("ada", "Ada", Source.CAMERA, true, true);
    private static final OnStage SCREEN = new OnStage("ada.screen", "Ada", Source.SCREEN, false, true);

    @Test
    void every_layout_of_a_stage_is_one_of_the_program_s() {
        for (LayoutName name : LayoutName.values()) {
            assertThat(Scenes.of(scene(name, ADA), true).layout()).isEqualTo(SceneLayout.valueOf(name.name()));
        }
    }

    @Test
    void who_is_alone_has_no_label() {
        assertThat(Scenes.of(scene(LayoutName.GRID, ADA), true).shown())
                .containsExactly(new Scene.Shown("ada", "", false, false));
        assertThat(Scenes.of(scene(LayoutName.GRID, ADA, SCREEN), true).shown())
                .containsExactly(
                        new Scene.Shown("ada", "Ada", false, false), new Scene.Shown("ada.screen", "Ada", true, true));
        assertThat(Scenes.of(scene(LayoutName.GRID, ADA, SCREEN), false).shown())
                .allMatch(shown -> shown.label().isEmpty());
    }

    private static StageScene scene(LayoutName layout, OnStage... shown) {
        return new StageScene(layout, List.of(shown), null, null);
    }
}
