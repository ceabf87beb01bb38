package live.weir.load.measure;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * A figure over the time of a run. It has room for ten minutes by the second; a longer run halves its resolution as often as it
 * takes, so that hours fit.
 */
final class Series {

    static final int ROOM = 600;

    private final DoubleBinaryOperator join;
    private final double[] values = new double[ROOM];
    private int width = 1;
    private int used;

    private Series(DoubleBinaryOperator join) {
        this.join = join;
    }

    static Series ofSums() {
        return new Series(Double::sum);
    }

    static Series ofHighest() {
        return new Series(Math::max);
    }

    synchronized void add(int second, double value) {
        while (second / width >= ROOM) {
            halve();
        }
        int slot = second / width;
        values[slot] = join.applyAsDouble(values[slot], value);
        used = Math.max(used, slot + 1);
    }

    private void halve() {
        for (int i = 0; i < ROOM / 2; i++) {
            values[i] = join.applyAsDouble(values[2 * i], values[2 * i + 1]);
        }
        Arrays.fill(values, ROOM / 2, ROOM, 0);
        width *= 2;
        used = (used + 1) / 2;
    }

    synchronized int width() {
        return width;
    }

    synchronized double[] values() {
        return Arrays.copyOf(values, used);
    }

    synchronized double total() {
        return Arrays.stream(values).sum();
    }

    synchronized double between(int fromSecond, int toSecond) {
        double sum = 0;
        for (int i = fromSecond / width; i < Math.min(used, (toSecond + width - 1) / width); i++) {
            sum += values[i];
        }
        return sum;
    }
}
