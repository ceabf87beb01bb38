package live.weir.bridge.transcode.worker;

import java.util.Locale;

/** The sequence and picture parameter set of an encoder, found in its extradata. */
final class ParameterSets {

    private static final int SPS = 7;
    private static final int PPS = 8;
    private static final int HIGH = 100;

    private final byte[] sps;
    private final byte[] pps;

    private ParameterSets(byte[] sps, byte[] pps) {
        this.sps = sps;
        this.pps = pps;
    }

    static ParameterSets of(byte[] annexB) {
        byte[][] found = new byte[2][];
        NalUnits.each(annexB, annexB.length, (offset, length) -> {
            int type = annexB[offset] & 0x1f;
            if (type == SPS || type == PPS) {
                byte[] set = new byte[length];
                System.arraycopy(annexB, offset, set, 0, length);
                found[type - SPS] = set;
            }
        });
        if (found[0] == null || found[0].length < 4 || found[1] == null) {
            throw new IllegalStateException("The encoder does not tell its parameter sets");
        }
        return new ParameterSets(found[0], found[1]);
    }

    /** RFC 6381 §3.3: profile, constraints and level as they stand in the set. */
    String codecs() {
        return String.format(Locale.ROOT, "avc1.%02x%02x%02x", sps[1], sps[2], sps[3]);
    }

    /** ISO/IEC 14496-15 §5.3.3.1; lengths of samples' NAL units have four bytes. */
    byte[] decoderConfiguration() {
        Boxes boxes = new Boxes(64 + sps.length + pps.length);
        boxes.u8(1).bytes(sps, 1, 3).u8(0xFC | 3).u8(0xE0 | 1).u16(sps.length).bytes(sps);
        boxes.u8(1).u16(pps.length).bytes(pps);
        if ((sps[1] & 0xff) == HIGH) {
            boxes.u8(0xFC | 1).u8(0xF8).u8(0xF8).u8(0); // 4:2:0, 8 bits
        }
        return boxes.copy();
    }
}
