package live.weir.bridge.transcode.demo;

/** A soft bell on each second of UTC, a fifth higher on the full ten: sound that shows whether it fits the picture. */
public final class Chime {

    public static final int RATE = 48_000;

    private static final double LOUDNESS = 0.05;
    private static final double PITCH = 523.25; // c''
    private static final double FIFTH = 1.5;
    private static final double FADE_SECONDS = 0.16;
    private static final double ATTACK_SECONDS = 0.004;
    private static final int RINGS_SAMPLES = RATE * 9 / 10;

    /** Fills with the sound from this moment on, two equal channels by turns. */
    public void play(short[] samples, long epochMicros) {
        long first = Math.floorMod(epochMicros, 10_000_000L) * RATE / 1_000_000;
        for (int index = 0; index < samples.length / 2; index++) {
            short value = at(first + index);
            samples[2 * index] = value;
            samples[2 * index + 1] = value;
        }
    }

    private static short at(long sampleOfTen) {
        int ofSecond = (int) (sampleOfTen % RATE);
        if (ofSecond > RINGS_SAMPLES) {
            return 0;
        }
        double pitch = sampleOfTen / RATE % 10 == 0 ? PITCH * FIFTH : PITCH;
        double time = (double) ofSecond / RATE;
        double envelope = Math.min(1, time / ATTACK_SECONDS) * Math.exp(-time / FADE_SECONDS);
        double wave = Math.sin(2 * Math.PI * pitch * time) + 0.3 * Math.sin(4 * Math.PI * pitch * time);
        return (short) (Short.MAX_VALUE * LOUDNESS * envelope * wave);
    }
}
