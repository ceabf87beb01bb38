package live.weir.bridge.transcode.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.weir.bridge.program.SceneLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrangementTest {

    @ParameterizedTest
    @EnumSource
    void everybody_has_a_place_within_the_picture(SceneLayout layout) {
        for (int count = 1; count <= 20; count++) {
            List<Tile> tiles = Arrangement.of(layout, count, count - 1, 1280, 720);
            assertThat(tiles).hasSize(Math.min(count, Arrangement.MOST));
            assertThat(tiles.stream().map(Tile::source).distinct()).hasSameSizeAs(tiles);
            for (Tile tile : tiles) {
                assertThat(tile.x() | tile.y() | tile.width() | tile.height()).isEven();
                assertThat(tile.width()).isGreaterThan(30);
                assertThat(tile.height()).isGreaterThan(30);
                assertThat(tile.x()).isNotNegative();
                assertThat(tile.y()).isNotNegative();
                assertThat(tile.x() + tile.width()).isLessThanOrEqualTo(1280);
                assertThat(tile.y() + tile.height()).isLessThanOrEqualTo(720);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = SceneLayout.class, names = "PICTURE_IN_PICTURE", mode = EnumSource.Mode.EXCLUDE)
    void only_a_picture_in_a_picture_covers_anything(SceneLayout layout) {
        List<Tile> tiles = Arrangement.of(layout, 5, 2, 1280, 720);
        for (Tile one : tiles) {
            for (Tile other : tiles) {
                assertThat(one.equals(other) || apart(one, other))
                        .as(one + " and " + other)
                        .isTrue();
            }
        }
    }

    private static boolean apart(Tile one, Tile other) {
        return one.x() + one.width() <= other.x()
                || other.x() + other.width() <= one.x()
                || one.y() + one.height() <= other.y()
                || other.y() + other.height() <= one.y();
    }
}
