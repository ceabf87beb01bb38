package live.weir.bridge.transcode.worker;

/** Walks over NAL units between start codes (H.264 annex B). */
final class NalUnits {

    private NalUnits() {}

    /** Takes a unit without its start code. */
    @FunctionalInterface
    interface Each {
        void unit(int offset, int length);
    }

    static void each(byte[] bytes, int length, Each each) {
        int start = next(bytes, 0, length);
        while (start < length) {
            int begin = start + 3;
            int following = next(bytes, begin, length);
            int end = following;
            while (end > begin && bytes[end - 1] == 0 && following < length) {
                end--; // the first zero of a longer start code
            }
            if (end > begin) {
                each.unit(begin, end - begin);
            }
            start = following;
        }
    }

    private static int next(byte[] bytes, int from, int length) {
        for (int at = from; at + 2 < length; at++) {
            if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) {
                return at;
            }
        }
        return length;
    }
}
