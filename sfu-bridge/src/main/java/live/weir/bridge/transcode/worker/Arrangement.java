package live.weir.bridge.transcode.worker;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.program.SceneLayout;

/** How so many sources share a picture. Tiles come in the order in which they are painted. */
final class Arrangement {

    /** More faces than this are not told apart. */
    static final int MOST = 16;

    private static final double GAP = 0.006; // of the width
    private static final double STRIP = 0.2; // of the height, for those who do not lead
    private static final double INSET = 0.26; // of the width
    private static final double MARGIN = 0.025;

    private final double width;
    private final double height;
    private final List<Tile> tiles = new ArrayList<>();

    private Arrangement(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** @param leading the place of the source that is put first, or -1 for the first */
    static List<Tile> of(SceneLayout layout, int sources, int leading, int width, int height) {
        int count = Math.min(sources, MOST);
        int first = leading < 0 || leading >= count ? 0 : leading;
        Arrangement arrangement = new Arrangement(width, height);
        if (count == 1) {
            arrangement.whole(0);
        } else if (count > 1) {
            arrangement.arrange(layout, count, first);
        }
        return arrangement.tiles;
    }

    private void arrange(SceneLayout layout, int count, int first) {
        switch (layout) {
            case GRID -> grid(count);
            case SPEAKER -> above(count, first);
            case PICTURE_IN_PICTURE -> inset(count, first);
            case SIDE_BY_SIDE -> row(count, first);
            case SCREEN_AND_FACES -> besides(count, first);
        }
    }

    private void whole(int source) {
        add(source, 0, 0, width, height);
    }

    private void add(int source, double x, double y, double w, double h) {
        tiles.add(Tile.of(source, x, y, w, h));
    }

    /** Rows of the same size; the last one, if it has fewer, in the middle. */
    private void grid(int count) {
        int columns = (int) Math.ceil(Math.sqrt(count));
        int rows = (count + columns - 1) / columns;
        double gap = GAP * width;
        double w = (width - gap * (columns - 1)) / columns;
        double h = (height - gap * (rows - 1)) / rows;
        for (int place = 0; place < count; place++) {
            int row = place / columns;
            int inRow = Math.min(columns, count - row * columns);
            double left = (width - inRow * w - (inRow - 1) * gap) / 2;
            add(place, left + place % columns * (w + gap), row * (h + gap), w, h);
        }
    }

    /** Who leads is large; the others are in a row beneath. */
    private void above(int count, int first) {
        double h = STRIP * height;
        double gap = GAP * width;
        add(first, 0, 0, width, height - h - gap);
        double w = Math.min(h * width / height, (width - gap * (count - 2)) / (count - 1));
        double x = (width - (count - 1) * w - (count - 2) * gap) / 2;
        for (int place = 0; place < count; place++) {
            if (place != first) {
                add(place, x, height - h, w, h);
                x += w + gap;
            }
        }
    }

    /** Who leads fills the picture; the others are small, above the lower right corner. */
    private void inset(int count, int first) {
        whole(first);
        double gap = GAP * width;
        double room = height - 2 * MARGIN * width;
        double h = Math.min(INSET * height, (room - gap * (count - 2)) / (count - 1));
        double w = h * width / height;
        double y = height - MARGIN * width - h;
        for (int place = 0; place < count; place++) {
            if (place != first) {
                add(place, width - MARGIN * width - w, y, w, h);
                y -= h + gap;
            }
        }
    }

    private void row(int count, int first) {
        double gap = GAP * width;
        double w = (width - gap * (count - 1)) / count;
        double x = 0;
        for (int place = 0; place < count; place++) {
            int source = place == 0 ? first : place <= first ? place - 1 : place;
            add(source, x, 0, w, height);
            x += w + gap;
        }
    }

    /** The screen on the left, as large as the column of faces lets it be. */
    private void besides(int count, int first) {
        double gap = GAP * width;
        double column = STRIP * width;
        add(first, 0, 0, width - column - gap, height);
        double h = Math.min(column * height / width, (height - gap * (count - 2)) / (count - 1));
        double y = (height - (count - 1) * h - (count - 2) * gap) / 2;
        for (int place = 0; place < count; place++) {
            if (place != first) {
                add(place, width - column, y, column, h);
                y += h + gap;
            }
        }
    }
}
