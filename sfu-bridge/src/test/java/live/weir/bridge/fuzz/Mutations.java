package live.weir.bridge.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/**
 * Feeds a parser of outside bytes what no well-behaved peer sends: good inputs cut off, changed, stretched and mixed. The same
 * inputs come at every run, so what fails once fails again.
 *
 * <p>Each input ends where its array ends, so that a read beyond it throws, and begins somewhere behind its array's start, so
 * that mixing up offset and zero shows. A parser fails by any exception, and by writing to its input.
 */
public final class Mutations {

    /** What is tried. It may also assert what must hold of whatever was read. */
    @FunctionalInterface
    public interface Parser {
        void parse(byte[] bytes, int offset, int length);
    }

    private static final int MOST_STEPS = 6;
    private static final int MOST_LENGTH = 1_500;
    private static final int[] TELLING = {0x00, 0x01, 0x0F, 0x10, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xF0, 0xFE, 0xFF};

    private final byte[][] seeds;
    private final Random random;

    private Mutations(byte[][] seeds) {
        this.seeds = seeds;
        this.random = new Random(Arrays.deepHashCode(seeds));
    }

    /** Good inputs to begin with: the more parts of the parser they reach, the better. */
    public static Mutations of(byte[]... seeds) {
        return new Mutations(seeds);
    }

    /** Feeds every seed, every truncation of every seed, and then as many mutated inputs. */
    public void feed(int inputs, Parser parser) {
        for (byte[] seed : seeds) {
            for (int length = 0; length <= seed.length; length++) {
                feed(Arrays.copyOf(seed, length), parser);
            }
        }
        for (int i = 0; i < inputs; i++) {
            feed(mutated(), parser);
        }
    }

    private void feed(byte[] input, Parser parser) {
        int offset = random.nextInt(9);
        byte[] bytes = new byte[offset + input.length];
        random.nextBytes(bytes);
        System.arraycopy(input, 0, bytes, offset, input.length);
        byte[] before = bytes.clone();
        try {
            parser.parse(bytes, offset, input.length);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(describe(input), failure);
        }
        if (!Arrays.equals(before, bytes)) {
            throw new AssertionError("Written to: " + describe(input));
        }
    }

    private static String describe(byte[] input) {
        return "Failed at " + HexFormat.ofDelimiter(" ").formatHex(input);
    }

    private byte[] mutated() {
        byte[] input = anySeed().clone();
        int steps = 1 + random.nextInt(MOST_STEPS);
        for (int i = 0; i < steps && input.length > 0; i++) {
            input = step(input);
        }
        return input;
    }

    private byte[] anySeed() {
        return seeds[random.nextInt(seeds.length)];
    }

    private byte[] step(byte[] input) {
        int at = random.nextInt(input.length);
        switch (random.nextInt(9)) {
            case 0, 1 -> input[at] ^= (byte) (1 << random.nextInt(8));
            case 2, 3 -> input[at] = (byte) TELLING[random.nextInt(TELLING.length)];
            case 4 -> input[at] = (byte) random.nextInt(256);
            case 5 -> input[at] = (byte) (input[at] + random.nextInt(9) - 4);
            case 6 -> {
                return Arrays.copyOf(input, at);
            }
            case 7 -> {
                return joined(input, at, input, random.nextInt(input.length));
            }
            default -> {
                byte[] other = anySeed();
                return other.length == 0 ? input : joined(input, at, other, random.nextInt(other.length));
            }
        }
        return input;
    }

    /** The start of the one and the end of the other: leaves out, repeats or mixes. */
    private static byte[] joined(byte[] start, int to, byte[] end, int from) {
        int tail = Math.min(end.length - from, MOST_LENGTH - Math.min(to, MOST_LENGTH));
        byte[] joined = Arrays.copyOf(start, Math.min(to, MOST_LENGTH) + tail);
        System.arraycopy(end, from, joined, joined.length - tail, tail);
        return joined;
    }
}
