package live.weir.bridge.transcode.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import live.weir.bridge.transcode.ConversionPlan;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.Lifeline;
import live.weir.bridge.transcode.Rung;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A child that reads one broken film after another, as {@link MovieWorker} would read one: good files whose bytes were changed,
 * most of them where containers keep what they say of themselves. Says how many it converted, and how many it refused.
 */
public final class MovieFuzz {

    private static final int MOST_CHANGES = 12;
    private static final byte[] TELLING = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};

    private MovieFuzz() {}

    /** Orders: how many of each, a place for them, and the good files. */
    public static void main(String... none) throws IOException {
        Lifeline lifeline = new Lifeline();
        List<String> orders = lifeline.orders();
        lifeline.hold(word -> {}, () -> Runtime.getRuntime().halt(1));
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        avutil.av_max_alloc(256 << 20);
        Path broken = Path.of(orders.get(1));
        int converted = 0;
        int refused = 0;
        for (String film : orders.subList(2, orders.size())) {
            byte[] good = Files.readAllBytes(Path.of(film));
            Random random = new Random(good.length);
            for (int i = 0; i < Integer.parseInt(orders.get(0)); i++) {
                Files.write(broken, mutated(good, random));
                if (converts(broken)) {
                    converted++;
                } else {
                    refused++;
                }
            }
        }
        lifeline.say(converted + " " + refused);
        Runtime.getRuntime().halt(0);
    }

    private static boolean converts(Path file) throws IOException {
        ConversionPlan plan = new ConversionPlan(
                "fuzz",
                file,
                file,
                Rung.STANDARD.subList(4, 5),
                15,
                Duration.ofMillis(333),
                Duration.ofSeconds(2),
                64_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Instant.EPOCH);
        try (MovieFile movie = MovieFile.open(file, plan.longest());
                MovieConversion conversion = new MovieConversion(movie, plan, frame -> {})) {
            conversion.run();
            return true;
        } catch (MovieRefused | FfmpegFailure refused) {
            return false;
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int change = random.nextInt(MOST_CHANGES) + 1; change > 0; change--) {
            // Headers stand at the beginning, or in an MP4 at the end.
            int at = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(Math.min(512, bytes.length));
                case 1, 2 -> bytes.length - 1 - random.nextInt(Math.min(2_500, bytes.length));
                default -> random.nextInt(bytes.length);
            };
            bytes[at] = random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
