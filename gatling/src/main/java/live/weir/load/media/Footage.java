package live.weir.load.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What performers show over and over: the clip that comes with this tool, or a file. Shared by all of them. */
public final class Footage {

    public static final int PICTURES_PER_SECOND = 30;

    private static final long LARGEST_FILE = 256L << 20;

    private final VideoCodec codec;
    private final List<Picture> pictures;

    private Footage(VideoCodec codec, List<Picture> pictures) {
        if (pictures.isEmpty() || !pictures.get(0).keyframe()) {
            throw new IllegalArgumentException("The footage does not start with a keyframe");
        }
        this.codec = codec;
        this.pictures = List.copyOf(pictures);
    }

    /** Two seconds of a test picture, 640 × 360. */
    public static Footage clip(VideoCodec codec) {
        try (InputStream in = Footage.class.getResourceAsStream(codec.clip())) {
            if (in == null) {
                throw new IllegalStateException("The clip " + codec.clip() + " is missing from the artifact");
            }
            return of(codec, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recording of one's own: VP8 in IVF, or H.264 with start codes and without B-frames; 30 pictures a second. */
    public static Footage read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IllegalArgumentException(file + " is larger than 256 MiB");
            }
            return of(file.toString().endsWith(".ivf") ? VideoCodec.VP8 : VideoCodec.H264, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The footage cannot be read: " + file, e);
        }
    }

    private static Footage of(VideoCodec codec, byte[] file) {
        return new Footage(codec, codec == VideoCodec.VP8 ? Ivf.pictures(file) : AnnexB.pictures(file));
    }

    public VideoCodec codec() {
        return codec;
    }

    public int length() {
        return pictures.size();
    }

    /** The payloads of a picture's packets; see {@link VideoCodec#packets}. */
    public List<byte[]> packets(int index, int number, int size, long sentAt) {
        return codec.packets(pictures.get(index), number, size, sentAt);
    }
}
