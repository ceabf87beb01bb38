package live.weir.bridge.transcode.worker;

import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.transcode.Rung;

/**
 * Which qualities a file gets: the ladder's, in the file's own shape, none larger than it is. A rung's height is the length of
 * the picture's shorter side, so that upright pictures have as many pixels as others.
 *
 * @param ladder the largest first
 * @param shape width by height of what is shown
 */
record PictureFit(List<Rung> ladder, double shape) {

    /** What is longer gets margins. */
    private static final double LONGEST_SHAPE = 3.5;

    private static final int SHORTEST_SIDE = 64;
    private static final int LEAST_BITRATE = 100_000;

    static PictureFit of(List<Rung> usual, int width, int height, double pixelShape) {
        double shown = width * pixelShape / height;
        double shape = Math.max(1 / LONGEST_SHAPE, Math.min(LONGEST_SHAPE, shown));
        // Of pixels that are not square, the side that is stretched counts as it is shown.
        double side = shown >= 1 ? height : width * pixelShape;
        List<Rung> ladder = new ArrayList<>();
        for (Rung rung : usual) {
            if (rung.height() <= side + 1) {
                ladder.add(rung(rung.height(), shape, rung.bitrate()));
            }
        }
        if (ladder.isEmpty()) {
            Rung smallest = usual.get(usual.size() - 1);
            double share = side * side / ((double) smallest.height() * smallest.height());
            ladder.add(rung(Math.max(SHORTEST_SIDE, even(side)), shape, (int)
                    Math.max(LEAST_BITRATE, smallest.bitrate() * share)));
        }
        return new PictureFit(List.copyOf(ladder), shown);
    }

    private static Rung rung(int side, double shape, int bitrate) {
        int other = Math.max(SHORTEST_SIDE, even(side * Math.max(shape, 1 / shape)));
        return shape >= 1 ? new Rung(other, side, bitrate) : new Rung(side, other, bitrate);
    }

    private static int even(double value) {
        return (int) Math.round(value / 2) * 2;
    }

    Rung largest() {
        return ladder.get(0);
    }

    /** The part of the largest picture that is filled. */
    Tile filled() {
        Rung largest = largest();
        double across = (double) largest.width() / largest.height();
        if (Math.abs(shape / across - 1) < 0.02) {
            return new Tile(0, 0, 0, largest.width(), largest.height());
        }
        double width = Math.min(largest.width(), largest.height() * shape);
        double height = Math.min(largest.height(), largest.width() / shape);
        return Tile.of(0, (largest.width() - width) / 2, (largest.height() - height) / 2, width, height);
    }
}
