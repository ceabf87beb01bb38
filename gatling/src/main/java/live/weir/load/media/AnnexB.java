package live.weir.load.media;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** H.264 with start codes (ITU-T H.264, annex B). */
final class AnnexB {

    private static final int SLICE = 1;
    private static final int KEY_SLICE = 5;
    private static final byte[] START = {0, 0, 0, 1};

    private AnnexB() {}

    /** The units between start codes. */
    static List<byte[]> units(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                add(units, stream, start, i);
                start = i + 3;
                i += 2;
            }
        }
        add(units, stream, start, stream.length);
        return units;
    }

    private static void add(List<byte[]> units, byte[] stream, int from, int to) {
        int end = to;
        while (from >= 0 && end > from && stream[end - 1] == 0) {
            end--; // the first zero of a start code of four bytes
        }
        if (from >= 0 && end > from) {
            units.add(Arrays.copyOfRange(stream, from, end));
        }
    }

    /** Access units: what stands before a picture's first slice belongs to it. */
    static List<Picture> pictures(byte[] stream) {
        List<Picture> pictures = new ArrayList<>();
        ByteArrayOutputStream current = new ByteArrayOutputStream();
        boolean hasSlice = false;
        boolean isKey = false;
        for (byte[] unit : units(stream)) {
            int type = unit[0] & 0x1f;
            boolean isSlice = type == SLICE || type == KEY_SLICE;
            boolean begins = !isSlice || (unit.length > 1 && (unit[1] & 0x80) != 0); // first_mb_in_slice is 0
            if (hasSlice && begins) {
                pictures.add(new Picture(current.toByteArray(), isKey));
                current.reset();
                hasSlice = false;
                isKey = false;
            }
            hasSlice |= isSlice;
            isKey |= type == KEY_SLICE;
            current.writeBytes(START);
            current.writeBytes(unit);
        }
        if (hasSlice) {
            pictures.add(new Picture(current.toByteArray(), isKey));
        }
        return pictures;
    }
}
