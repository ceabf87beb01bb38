package live.weir.bridge.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Text as it is kept: by gzip, which makes a tenth of it. */
final class PackedText {

    /** Ten minutes of many tracks are well below a tenth of it. */
    private static final int LARGEST = 32 << 20;

    private PackedText() {}

    static byte[] pack(CharSequence text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it goes to memory
        }
        return packed.toByteArray();
    }

    static String unpack(byte[] packed) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] text = gzip.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new IOException("That is no catalogue: it is too large");
            }
            return new String(text, StandardCharsets.US_ASCII);
        }
    }
}
