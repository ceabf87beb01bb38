package live.weir.bridge.rtp;

import static live.weir.bridge.rtp.BigEndian.u16;
import static live.weir.bridge.rtp.BigEndian.u8;

import java.util.Objects;

/**
 * The scalability structure of VP9 (RFC 9628 §4.2.1): how many spatial layers there are, and how large. The group of pictures
 * that may follow is stepped over.
 *
 * <pre>
 * |N_S  |Y|G| RSV |
 * | WIDTH, HEIGHT |  2 × 16 bits for each of N_S + 1 layers, if Y
 * |      N_G      |  if G; for each |TID |U|R|-| and R times |P_DIFF|
 * </pre>
 */
final class Vp9Structure {

    private static final int MOST_LAYERS = 8;
    private static final int SIZE = 4;

    private final int[] widths = new int[MOST_LAYERS];
    private final int[] heights = new int[MOST_LAYERS];
    private int layers;
    private int sizedLayers;

    void forget() {
        layers = 0;
        sizedLayers = 0;
    }

    /** Tells what comes after it, or that it is cut off. */
    int read(byte[] bytes, int from, int end) {
        if (from >= end) {
            return PictureNumbers.CUT_OFF;
        }
        int head = u8(bytes, from);
        int at = from + 1;
        layers = (head >> 5) + 1;
        if ((head & 0x10) != 0) {
            at = readSizes(bytes, at, end);
        }
        if ((head & 0x08) != 0 && at != PictureNumbers.CUT_OFF) {
            at = skipGroup(bytes, at, end);
        }
        return at;
    }

    private int readSizes(byte[] bytes, int from, int end) {
        if (end - from < SIZE * layers) {
            return PictureNumbers.CUT_OFF;
        }
        for (int i = 0; i < layers; i++) {
            widths[i] = u16(bytes, from + SIZE * i);
            heights[i] = u16(bytes, from + SIZE * i + 2);
        }
        sizedLayers = layers;
        return from + SIZE * layers;
    }

    private static int skipGroup(byte[] bytes, int from, int end) {
        if (from >= end) {
            return PictureNumbers.CUT_OFF;
        }
        int pictures = u8(bytes, from);
        int at = from + 1;
        for (int i = 0; i < pictures && at < end; i++) {
            at += 1 + (bytes[at] >> 2 & 3);
        }
        return at > end ? PictureNumbers.CUT_OFF : at;
    }

    int layers() {
        return layers;
    }

    /** All or none. */
    int sizedLayers() {
        return sizedLayers;
    }

    /** Of the highest layer; 0 if it is not told. */
    int width() {
        return sizedLayers == 0 ? 0 : widths[sizedLayers - 1];
    }

    /** Of the highest layer; 0 if it is not told. */
    int height() {
        return sizedLayers == 0 ? 0 : heights[sizedLayers - 1];
    }

    int width(int layer) {
        return widths[Objects.checkIndex(layer, sizedLayers)];
    }

    int height(int layer) {
        return heights[Objects.checkIndex(layer, sizedLayers)];
    }
}
