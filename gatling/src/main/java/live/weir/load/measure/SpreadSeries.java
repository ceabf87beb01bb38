package live.weir.load.measure;

import org.jspecify.annotations.Nullable;

/** How a figure is spread, over the time of a run; see {@link Series} for longer runs. */
final class SpreadSeries {

    private final @Nullable Spread[] spreads = new Spread[Series.ROOM];
    private final Spread all = new Spread();
    private int width = 1;

    void addNanos(int second, long nanos) {
        all.addNanos(nanos);
        slot(second).addNanos(nanos);
    }

    private synchronized Spread slot(int second) {
        while (second / width >= Series.ROOM) {
            halve();
        }
        int slot = second / width;
        Spread spread = spreads[slot];
        if (spread == null) {
            spread = new Spread();
            spreads[slot] = spread;
        }
        return spread;
    }

    private void halve() {
        for (int i = 0; i < Series.ROOM; i++) {
            Spread former = spreads[i];
            spreads[i] = null;
            if (former != null) {
                Spread into = spreads[i / 2];
                if (into == null) {
                    spreads[i / 2] = former;
                } else {
                    into.addAll(former);
                }
            }
        }
        width *= 2;
    }

    Spread all() {
        return all;
    }

    synchronized int width() {
        return width;
    }

    /** In milliseconds; gaps are NaN. */
    synchronized double[] millis(double percent, int length) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            Spread spread = i < spreads.length ? spreads[i] : null;
            values[i] = spread == null ? Double.NaN : spread.millis(percent);
        }
        return values;
    }

    synchronized int used() {
        for (int i = spreads.length; i > 0; i--) {
            if (spreads[i - 1] != null) {
                return i;
            }
        }
        return 0;
    }

    synchronized Spread between(int fromSecond, int toSecond) {
        Spread sum = new Spread();
        for (int i = fromSecond / width; i < Math.min(spreads.length, (toSecond + width - 1) / width); i++) {
            Spread spread = spreads[i];
            if (spread != null) {
                sum.addAll(spread);
            }
        }
        return sum;
    }
}
