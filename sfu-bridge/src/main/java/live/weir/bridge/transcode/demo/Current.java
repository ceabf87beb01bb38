package live.weir.bridge.transcode.demo;

import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A line of water that lights travel along. Its points are a step apart: further where the water falls and is quicker. */
final class Current {

    private static final double FLATNESS = 0.2;

    private final double[] xs;
    private final double[] ys;
    private final List<Light> lights = new ArrayList<>();

    /** @param speed in steps a second */
    private record Light(double start, double speed) {}

    /** Where a dot of a light is. */
    @FunctionalInterface
    interface Dots {
        void dot(int place, double x, double y);
    }

    Current(Path2D surface, double below, int lights, Random random) {
        List<double[]> points = points(surface, below);
        this.xs = points.stream().mapToDouble(at -> at[0]).toArray();
        this.ys = points.stream().mapToDouble(at -> at[1]).toArray();
        for (int index = 0; index < lights; index++) {
            this.lights.add(new Light(random.nextDouble() * xs.length, 60 + random.nextDouble() * 90));
        }
    }

    /**
     * @param count dots of a light, the last one at its head
     * @param distance between them, in steps
     */
    void lights(double seconds, int count, double distance, Dots dots) {
        for (Light light : lights) {
            double head = (light.start() + seconds * light.speed()) % (xs.length + count * distance);
            for (int place = 0; place < count; place++) {
                int point = (int) (head - (count - place) * distance);
                if (point >= 0 && point < xs.length) {
                    dots.dot(place, xs[point], ys[point]);
                }
            }
        }
    }

    private static List<double[]> points(Path2D surface, double below) {
        List<double[]> points = new ArrayList<>();
        double[] corner = new double[6];
        double[] last = new double[2];
        for (PathIterator walk = new FlatteningPathIterator(surface.getPathIterator(null), FLATNESS);
                !walk.isDone();
                walk.next()) {
            if (walk.currentSegment(corner) != PathIterator.SEG_MOVETO) {
                between(last[0], last[1] + below, corner[0], corner[1] + below, points);
            }
            last[0] = corner[0];
            last[1] = corner[1];
        }
        return points;
    }

    private static void between(double fromX, double fromY, double toX, double toY, List<double[]> points) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        double steepness = length == 0 ? 0 : Math.abs(toY - fromY) / length;
        int steps = (int) Math.max(1, length / (1 + steepness));
        for (int step = 0; step < steps; step++) {
            double share = (double) step / steps;
            points.add(new double[] {fromX + (toX - fromX) * share, fromY + (toY - fromY) * share});
        }
    }
}
