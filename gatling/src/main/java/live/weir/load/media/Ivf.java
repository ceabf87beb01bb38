package live.weir.load.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The container of VP8 test clips: a header of 32 bytes, then each frame behind its length and time. */
final class Ivf {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 12;

    private Ivf() {}

    static List<Picture> pictures(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < HEADER || file[0] != 'D' || file[1] != 'K' || file[2] != 'I' || file[3] != 'F') {
            throw new IllegalArgumentException("This is no IVF file");
        }
        in.position(HEADER);
        List<Picture> pictures = new ArrayList<>();
        while (in.remaining() > FRAME_HEADER) {
            int length = in.getInt();
            in.getLong();
            if (length <= 0 || length > in.remaining()) {
                break; // cut off
            }
            byte[] frame = new byte[length];
            in.get(frame);
            pictures.add(new Picture(frame, (frame[0] & 1) == 0));
        }
        return pictures;
    }
}
