package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u8;

/**
 * The elements of a header extension block (RFC 8285), found once per packet. A damaged element ends the search and leaves
 * what came before it: extensions are hints, and a packet is worth more than they are.
 */
final class ExtensionTable {

    static final int ONE_BYTE_FORM = 0xBEDE;
    static final int TWO_BYTE_FORM = 0x1000;

    /** Peers negotiate about ten; what comes after these is not looked at. */
    private static final int MOST = 32;

    private static final int RESERVED = 15;

    private final int[] ids = new int[MOST];
    private final int[] offsets = new int[MOST];
    private final int[] lengths = new int[MOST];
    private int count;

    void clear() {
        count = 0;
    }

    void read(int form, byte[] bytes, int from, int length) {
        if (form == ONE_BYTE_FORM) {
            readOneByteForm(bytes, from, from + length);
        } else if ((form & 0xFFF0) == TWO_BYTE_FORM) {
            readTwoByteForm(bytes, from, from + length);
        }
    }

    private void readOneByteForm(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int id = u8(bytes, at) >> 4;
            int length = (bytes[at] & 0x0F) + 1;
            if (bytes[at] == 0) {
                at++;
            } else if (id == 0 || id == RESERVED || !add(id, at + 1, length, end)) {
                return; // RFC 8285 §4.2: these ids end the block
            } else {
                at += 1 + length;
            }
        }
    }

    private void readTwoByteForm(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int id = u8(bytes, at);
            if (id == 0) {
                at++;
            } else if (at + 1 == end || !add(id, at + 2, u8(bytes, at + 1), end)) {
                return;
            } else {
                at += 2 + u8(bytes, at + 1);
            }
        }
    }

    private boolean add(int id, int at, int length, int end) {
        if (count == MOST || at + length > end) {
            return false;
        }
        ids[count] = id;
        offsets[count] = at;
        lengths[count] = length;
        count++;
        return true;
    }

    int offset(int id) {
        int found = find(id);
        return found < 0 ? -1 : offsets[found];
    }

    int length(int id) {
        int found = find(id);
        return found < 0 ? -1 : lengths[found];
    }

    private int find(int id) {
        for (int i = 0; i < count; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }
}
