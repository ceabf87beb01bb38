package live.weir.bridge.record;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Many small pictures in one: a grid, filled row by row. */
final class SpriteSheet {

    static final int WIDTH = 160;
    static final int HEIGHT = 90;
    static final int COLUMNS = 6;
    static final int MOST = COLUMNS * 6;

    /** No program is taller than 4K; whatever says it is, is none of ours. */
    private static final long MOST_PIXELS = 3840L * 2160;

    private SpriteSheet() {}

    static int x(int place) {
        return (place % COLUMNS) * WIDTH;
    }

    static int y(int place) {
        return (place / COLUMNS) * HEIGHT;
    }

    /** As a JPEG; a picture that cannot be read leaves its place dark. Computes for a while. */
    static byte[] of(List<byte[]> pictures) throws IOException {
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * WIDTH, Math.max(1, rows) * HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int place = 0; place < pictures.size(); place++) {
            BufferedImage picture = read(pictures.get(place));
            if (picture != null) {
                sheet.setRGB(x(place), y(place), WIDTH, HEIGHT, shrunk(picture), 0, WIDTH);
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(sheet, "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    private static @Nullable BufferedImage read(byte[] jpeg) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        ImageReader reader = readers.next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(input);
            return (long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS ? null : reader.read(0);
        } catch (IOException | RuntimeException damaged) {
            return null; // the reader throws of both kinds at bytes that are no picture
        } finally {
            reader.dispose();
        }
    }

    /** Each pixel is the mean of those that it stands for. */
    private static int[] shrunk(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] source = picture.getRGB(0, 0, width, height, null, 0, width);
        int[] small = new int[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            int top = y * height / HEIGHT;
            int bottom = Math.max(top + 1, (y + 1) * height / HEIGHT);
            for (int x = 0; x < WIDTH; x++) {
                int left = x * width / WIDTH;
                int right = Math.max(left + 1, (x + 1) * width / WIDTH);
                small[y * WIDTH + x] = mean(source, width, left, right, top, bottom);
            }
        }
        return small;
    }

    private static int mean(int[] source, int width, int left, int right, int top, int bottom) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int at = y * width + left; at < y * width + right; at++) {
                int colour = source[at];
                red += (colour >> 16) & 0xFF;
                green += (colour >> 8) & 0xFF;
                blue += colour & 0xFF;
            }
        }
        int count = (right - left) * (bottom - top);
        return ((red / count) << 16) | ((green / count) << 8) | (blue / count);
    }
}
