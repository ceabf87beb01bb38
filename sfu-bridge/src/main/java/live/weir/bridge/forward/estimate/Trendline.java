package live.weir.bridge.forward.estimate;

/** Whether queues grow: the slope of the smoothed one-way delay over the newest packet groups, by least squares. */
final class Trendline {

    private static final int WINDOW = 20;
    /** Nobody asks for an exact figure beyond. */
    private static final int MANY = 1000;

    private static final double SMOOTHING = 0.9;
    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final double[] times = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private int next;
    private int samples;
    private long origin;
    private double accumulated;
    private double smoothed;
    private double slope;

    void update(long sentDelta, long arrivalDelta, long arrivalNanos) {
        if (samples == 0) {
            origin = arrivalNanos;
        }
        accumulated += (arrivalDelta - sentDelta) / NANOS_PER_MILLI;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        times[next] = (arrivalNanos - origin) / NANOS_PER_MILLI;
        delays[next] = smoothed;
        next = (next + 1) % WINDOW;
        samples = Math.min(MANY, samples + 1);
        if (samples >= WINDOW) {
            slope = fit();
        }
    }

    /** Milliseconds of delay gained in a millisecond; 0 until the window is full. */
    double slope() {
        return slope;
    }

    int samples() {
        return samples;
    }

    private double fit() {
        double meanTime = mean(times);
        double meanDelay = mean(delays);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < WINDOW; i++) {
            double time = times[i] - meanTime;
            covariance += time * (delays[i] - meanDelay);
            variance += time * time;
        }
        return variance == 0 ? slope : covariance / variance;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / WINDOW;
    }
}
