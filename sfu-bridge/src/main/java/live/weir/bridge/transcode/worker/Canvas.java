package live.weir.bridge.transcode.worker;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.program.Scene;
import live.weir.bridge.program.SceneLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** The program's picture at its largest: what is shown, arranged, or the slate. What has not changed is not painted again. */
final class Canvas implements AutoCloseable {

    private final AVFrame frame;
    private final AVFrame slate;
    private final boolean labelled;
    private final Labels labels;
    private final Scaler slateScaler = new Scaler();
    private List<Spot> spots = List.of();
    private boolean showsSlate;

    /** A tile and what was last painted there. */
    private static final class Spot {

        final Stage.Cast cast;
        final Tile tile;
        final Scaler scaler = new Scaler();
        long serial = -1;
        int width;
        int height;

        Spot(Stage.Cast cast, Tile tile) {
            this.cast = cast;
            this.tile = tile;
        }

        boolean isOf(Stage.Cast other, Tile where) {
            return cast.source() == other.source() && cast.shown().equals(other.shown()) && tile.equals(where);
        }
    }

    /** @param slate owned by the canvas from here on; of the same size */
    Canvas(int width, int height, AVFrame slate, boolean labelled) {
        this.frame = Frames.picture(width, height);
        this.slate = slate;
        this.labelled = labelled;
        this.labels = new Labels(height);
        Frames.blacken(frame);
    }

    AVFrame frame() {
        return frame;
    }

    /** @param seen of the scene, those that have a picture to show */
    void paint(Scene scene, List<Stage.Cast> seen) {
        if (seen.isEmpty()) {
            paintSlate();
            return;
        }
        arrange(scene, seen);
        boolean overlap = scene.layout() == SceneLayout.PICTURE_IN_PICTURE;
        boolean again = false;
        for (Spot spot : spots) {
            again = paint(spot, again && overlap) || again;
        }
    }

    private void paintSlate() {
        if (!showsSlate) {
            slateScaler.scale(slate, frame);
            forget();
            showsSlate = true;
        }
    }

    private void forget() {
        spots.forEach(spot -> spot.scaler.close());
        spots = List.of();
    }

    private void arrange(Scene scene, List<Stage.Cast> seen) {
        List<Tile> tiles =
                Arrangement.of(scene.layout(), seen.size(), leading(scene, seen), frame.width(), frame.height());
        if (!showsSlate && isAsBefore(tiles, seen)) {
            return;
        }
        forget();
        showsSlate = false;
        Frames.blacken(frame);
        List<Spot> next = new ArrayList<>();
        for (Tile tile : tiles) {
            next.add(new Spot(seen.get(tile.source()), tile));
        }
        spots = next;
    }

    private boolean isAsBefore(List<Tile> tiles, List<Stage.Cast> seen) {
        boolean same = tiles.size() == spots.size();
        for (int i = 0; same && i < tiles.size(); i++) {
            same = spots.get(i).isOf(seen.get(tiles.get(i).source()), tiles.get(i));
        }
        return same;
    }

    /** The screen where one is asked for, else who leads by the scene's word. */
    private static int leading(Scene scene, List<Stage.Cast> seen) {
        int byWord = -1;
        int screen = -1;
        for (int i = seen.size() - 1; i >= 0; i--) {
            Scene.Shown shown = seen.get(i).shown();
            byWord = scene.leading().filter(shown.source()::equals).isPresent() ? i : byWord;
            screen = shown.screen() ? i : screen;
        }
        boolean screenLeads = scene.layout() == SceneLayout.SCREEN_AND_FACES && screen >= 0;
        boolean wordIsScreen = byWord >= 0 && seen.get(byWord).shown().screen();
        return screenLeads && !wordIsScreen ? screen : byWord;
    }

    /** The source's lock keeps its picture from going meanwhile. */
    private boolean paint(Spot spot, boolean anyway) {
        Source source = spot.cast.source();
        synchronized (source) {
            AVFrame shown = source.shown();
            if (shown == null || (!anyway && spot.serial == source.serial())) {
                return false;
            }
            clearAround(spot, shown);
            spot.scaler.place(shown, frame, spot.tile, spot.cast.shown().screen());
            spot.serial = source.serial();
        }
        if (labelled && spots.size() > 1) {
            labels.write(spot.cast.shown().label(), frame, spot.tile);
        }
        return true;
    }

    /** A picture of another shape leaves other margins. */
    private void clearAround(Spot spot, AVFrame shown) {
        if (spot.width != shown.width() || spot.height != shown.height()) {
            Frames.blacken(frame, spot.tile);
            spot.width = shown.width();
            spot.height = shown.height();
        }
    }

    @Override
    public void close() {
        forget();
        slateScaler.close();
        avutil.av_frame_free(frame);
        avutil.av_frame_free(slate);
    }

    /** Whether it is the slate that is seen. */
    boolean showsSlate() {
        return showsSlate;
    }
}
