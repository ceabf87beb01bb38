package live.weir.platform.chat.emote;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Makes an emote's pictures of what somebody sent. What it is, its first bytes say, whatever it was called; how large it is, is
 * read before it is unpacked. Blocks: decoding takes milliseconds and memory, both bounded by {@link #LARGEST}.
 */
final class EmotePictures {

    static final int SMALLEST = 16;
    static final int LARGEST = 1_024;
    /** How many times as wide as high, or as high as wide. */
    static final int LONGEST = 3;

    static final int SMALL = 28;

    private static final int DOUBLED = 2;

    private EmotePictures() {}

    /** PNG; not to be changed. */
    static final class Sizes {

        private final byte[] small;
        private final byte[] medium;
        private final byte[] large;

        private Sizes(byte[] small, byte[] medium, byte[] large) {
            this.small = small;
            this.medium = medium;
            this.large = large;
        }

        byte[] small() {
            return small;
        }

        byte[] medium() {
            return medium;
        }

        byte[] large() {
            return large;
        }
    }

    static Sizes of(byte[] sent) {
        BufferedImage picture = decode(sent, formatOf(sent));
        return new Sizes(
                scaled(picture, SMALL), scaled(picture, DOUBLED * SMALL), scaled(picture, DOUBLED * DOUBLED * SMALL));
    }

    private static String formatOf(byte[] sent) {
        if (begins(sent, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return "png";
        }
        if (begins(sent, 0xff, 0xd8, 0xff)) {
            return "jpeg";
        }
        if (begins(sent, 'G', 'I', 'F', '8', '7', 'a') || begins(sent, 'G', 'I', 'F', '8', '9', 'a')) {
            return "gif";
        }
        throw Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-picture",
                "Unsupported picture",
                "An emote is a PNG, JPEG or GIF picture.");
    }

    private static boolean begins(byte[] sent, int... with) {
        if (sent.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((sent[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static BufferedImage decode(byte[] sent, String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader reader = readers.next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
            reader.setInput(input, true, true);
            check(reader.getWidth(0), reader.getHeight(0));
            BufferedImage picture = reader.read(0);
            check(picture.getWidth(), picture.getHeight());
            return picture;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException broken) {
            throw unreadable();
        } catch (Problem problem) {
            throw problem;
        } catch (RuntimeException broken) { // the JDK's readers trip over broken pictures in many ways
            throw unreadable();
        } finally {
            reader.dispose();
        }
    }

    private static void check(int width, int height) {
        int shorter = Math.min(width, height);
        int longer = Math.max(width, height);
        if (shorter < SMALLEST || longer > LARGEST || longer > shorter * LONGEST) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "picture-size",
                    "Picture too small, large or long",
                    "An emote's sides have " + SMALLEST + " to " + LARGEST
                            + " pixels, and none is more than three times as long as the other.");
        }
    }

    private static Problem unreadable() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "broken-picture", "Broken picture", "The picture cannot be read.");
    }

    private static byte[] scaled(BufferedImage picture, int height) {
        int width = Math.max(1, Math.round((float) picture.getWidth() * height / picture.getHeight()));
        BufferedImage now = drawn(picture, picture.getWidth(), picture.getHeight());
        // By halves, so that every pixel counts: one step would pick some and leave out others.
        while (now.getHeight() >= height * DOUBLED && now.getWidth() >= width * DOUBLED) {
            now = drawn(now, now.getWidth() / DOUBLED, now.getHeight() / DOUBLED);
        }
        return png(drawn(now, width, height));
    }

    private static BufferedImage drawn(BufferedImage from, int width, int height) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = to.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(from, 0, 0, width, height, null);
        } finally {
            pen.dispose();
        }
        return to;
    }

    private static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new IllegalStateException("Every JDK writes PNG");
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory is written", impossible);
        }
        return bytes.toByteArray();
    }

    /** Null for what is no size. */
    static @Nullable String columnOf(String size) {
        return switch (size) {
            case "small", "medium", "large" -> size;
            default -> null;
        };
    }
}
