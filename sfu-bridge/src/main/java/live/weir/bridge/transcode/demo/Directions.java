package live.weir.bridge.transcode.demo;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the demo is performed, and how.
 *
 * @param whip the address that takes the offer
 * @param key the stream key
 * @param width of the picture, of 16 : 9
 * @param framesPerSecond pictures a second
 */
public record Directions(URI whip, String key, int width, int framesPerSecond) {

    /** Tenths of a bit per pixel and second: 1.5 Mbit/s at 1280 × 720. */
    private static final int TENTHS_PER_PIXEL = 16;

    private static final int LEAST_BITRATE = 300_000;

    public Directions {
        if (width < 320 || width > 1920 || width % 32 != 0) {
            throw new IllegalArgumentException("The width is 320 to 1920, a multiple of 32");
        }
        if (framesPerSecond < 5 || framesPerSecond > 60) {
            throw new IllegalArgumentException("A second has 5 to 60 pictures");
        }
    }

    public static Directions to(URI whip, String key) {
        return new Directions(whip, key, 1280, 30);
    }

    /** Even, as the pixels of colour ask for. */
    int height() {
        return width * 9 / 16 & ~1;
    }

    int videoBitrate() {
        return Math.max(LEAST_BITRATE, width * height() * TENTHS_PER_PIXEL / 10);
    }

    List<String> orders() {
        return List.of("whip " + whip, "key " + key, "width " + width, "rate " + framesPerSecond);
    }

    static Directions read(List<String> orders) {
        Map<String, String> said = new HashMap<>();
        for (String order : orders) {
            int space = order.indexOf(' ');
            said.put(order.substring(0, space), order.substring(space + 1));
        }
        return new Directions(
                URI.create(Objects.requireNonNull(said.get("whip"))),
                Objects.requireNonNull(said.get("key")),
                Integer.parseInt(said.getOrDefault("width", "1280")),
                Integer.parseInt(said.getOrDefault("rate", "30")));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Directions[" + whip + "]";
    }
}
