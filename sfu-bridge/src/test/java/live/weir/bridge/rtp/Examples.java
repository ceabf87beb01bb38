package live.weir.bridge.rtp;

import static live.weir.bridge.fuzz.Hex.hex;

import java.io.ByteArrayOutputStream;

/** Well-formed packets and payloads, byte by byte after their RFCs. The tests read them, the fuzzer damages them. */
final class Examples {

    /** Marker, payload type 96, extension 3 of two bytes, 1 of one, three bytes of filling; three bytes of payload. */
    static final byte[] RTP_ONE_BYTE_FORM =
            hex("90 E0 12 34 | DE AD BE EF | CA FE BA BE | BE DE 00 02 | 31 AB CD 10 FF 00 00 00 | 01 02 03");

    /** Extension 3 without a value, 16 of four bytes. */
    static final byte[] RTP_TWO_BYTE_FORM =
            hex("90 60 00 01 | 00 00 00 02 | 00 00 00 03 | 10 00 00 02 | 03 00 10 04 01 02 03 04 | AA");

    /** Two contributing sources, two bytes of payload, three of padding. */
    static final byte[] RTP_PADDED =
            hex("A2 60 FF FF | 00 00 00 02 | FF FF FF FF | 00 00 00 0A | 00 00 00 0B | 01 02 | 00 00 03");

    static final byte[] RTP_PLAIN = hex("80 6F 00 00 | 00 00 00 00 | 00 00 00 01 | F8 FF FE");

    /** A sender report with one block, SDES with a CNAME, BYE. */
    static final byte[] RTCP_COMPOUND = hex("""
            81 C8 00 0C | 00 00 00 01 | E0 00 00 00 80 00 00 00 | 00 01 5F 90 | 00 00 00 0A | 00 00 04 D2
                        | 00 00 00 02 | 40 FF FF FE | 00 01 00 05 | 00 00 00 07 | 12 34 56 78 | 00 01 00 00
            81 CA 00 03 | 00 00 00 01 | 01 04 77 65 69 72 00 00
            81 CB 00 01 | 00 00 00 01""");

    static final byte[] RECEIVER_REPORT = hex("""
            81 C9 00 07 | 00 00 00 01
                        | 00 00 00 02 | 00 00 00 03 | 00 01 00 05 | 00 00 00 07 | 00 00 00 00 | 00 00 00 00""");

    /** 10, with 11, 13 and 26; and 65535 with 0. */
    static final byte[] NACK = hex("81 CD 00 04 | 00 00 00 01 | 00 00 00 02 | 00 0A 80 05 | FF FF 00 01");

    static final byte[] PICTURE_LOSS = hex("81 CE 00 02 | 00 00 00 01 | 00 00 00 02");

    static final byte[] FULL_INTRA_REQUEST =
            hex("84 CE 00 06 | 00 00 00 01 | 00 00 00 00 | 00 00 00 02 07 00 00 00 | 00 00 00 03 FF 00 00 00");

    /** 250,000 × 2^2 bit/s for two streams. */
    static final byte[] BITRATE_ESTIMATE =
            hex("8F CE 00 06 | 00 00 00 01 | 00 00 00 00 | 52 45 4D 42 | 02 0B D0 90 | 00 00 00 02 | 00 00 00 03");

    /** From 16: a run of three, then a vector of two bits each, of which it uses six. */
    static final byte[] TRANSPORT_FEEDBACK = hex("""
            8F CD 00 07 | 00 00 00 01 | 00 00 00 02 | 00 10 00 09 | 00 00 02 07
                        | 20 03 C9 14 | 04 00 08 FF F0 01 02 03""");

    /** From 65535: a vector of one bit each, of which it uses four: came, lost, came, came. */
    static final byte[] TRANSPORT_FEEDBACK_ACROSS_THE_WRAP =
            hex("8F CD 00 06 | 00 00 00 01 | 00 00 00 02 | FF FF 00 04 | FF FF FF 00 | AC 00 | 01 02 03 | 00 00 00");

    /** Picture 0x1234, TL0PICIDX 7, layer 1 with sync, key index 3; a key frame of 640×360. */
    static final byte[] VP8_KEYFRAME = hex("90 F0 92 34 07 63 | 10 02 00 9D 01 2A 80 02 68 01 | 00");

    /** A picture id of 7 bits, nothing else; a delta frame. */
    static final byte[] VP8_DELTA = hex("90 80 11 | 11 02 00");

    static final byte[] VP8_WITHOUT_EXTENSION = hex("10 | 10 02 00 9D 01 2A 80 02 68 01");

    /** Not flexible; picture 0x1234, TL0PICIDX 5, two sizes, a group of two pictures. */
    static final byte[] VP9_KEYFRAME = hex("AA 92 34 00 05 | 38 01 40 00 B4 02 80 01 68 | 02 04 01 30 | 82 49");

    /** Flexible, predicted from two pictures; layers T1 S1, switching up, on top of the layer below. */
    static final byte[] VP9_FLEXIBLE = hex("F4 11 33 03 04 | 86");

    static final byte[] H264_STAP_A = joined(hex("78 00 0E"), sps(), hex("00 04 68 CE 3C 80 | 00 03 65 88 84"));
    static final byte[] H264_FU_START = hex("7C 85 88 84 00");
    static final byte[] H264_FU_END = hex("7C 45 12 34");
    static final byte[] H264_IDR = hex("65 88 84 00");
    static final byte[] H264_SLICE = hex("41 9A 00");

    /** A sequence header and a frame. */
    static final byte[] AV1_KEYFRAME = joined(hex("28 0C 08"), av1SequenceHeader(), hex("30 11 22"));

    /** The middle of an OBU, then a whole frame, each with its length. */
    static final byte[] AV1_CONTINUED = hex("80 02 55 66 | 03 30 11 22");

    static final byte[] DEPENDENCY_STRUCTURE = dependencyStructure();

    /** Template 1 of the structure, frame 0x0103: start and end. */
    static final byte[] DEPENDENCY_FRAME = hex("C1 01 03");

    /** Template 0, frame 0x0104, only target 0 active; own indications, differences and chains. */
    static final byte[] DEPENDENCY_CUSTOM = new BitWriter()
            .put(2, 0b10)
            .put(6, 0)
            .put(16, 0x0104)
            .put(5, 0b01111)
            .put(2, 0b01)
            .put(4, 0b1101)
            .put(2, 1)
            .put(4, 1)
            .put(2, 0)
            .put(8, 5)
            .bytes();

    static final byte[] OPUS_20_MS = hex("FC FF FE");
    static final byte[] OPUS_TWO_OF_20_MS = hex("79 11 22 33 44");
    static final byte[] OPUS_THREE_OF_60_MS = hex("1B 03 11 22 33");

    /** Payload type 111, 960 before, three bytes; then two bytes of the same type. */
    static final byte[] RED = hex("EF 0F 00 03 | 6F | 01 02 03 | 04 05");

    private Examples() {}

    /** High profile with a scaling list, 1920×1080: 68 rows of which the last eight lines are cut off. */
    private static byte[] sps() {
        byte[] body = new BitWriter()
                .put(24, 0x640028)
                .expGolomb(0)
                .expGolomb(1)
                .expGolomb(0)
                .expGolomb(0)
                .put(1, 0)
                .put(1, 1)
                .put(1, 1)
                .expGolomb(16)
                .put(7, 0)
                .expGolomb(0)
                .expGolomb(2)
                .expGolomb(4)
                .put(1, 0)
                .expGolomb(119)
                .expGolomb(67)
                .put(2, 0b11)
                .put(1, 1)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(0)
                .expGolomb(4)
                .put(2, 0b01)
                .bytes();
        return joined(hex("67"), body);
    }

    private static byte[] av1SequenceHeader() {
        return new BitWriter()
                .put(3, 0)
                .put(4, 0)
                .put(5, 0)
                .put(12, 0)
                .put(5, 8)
                .put(1, 0)
                .put(4, 9)
                .put(4, 8)
                .put(10, 639)
                .put(9, 359)
                .put(31, 0)
                .bytes();
    }

    /** L1T2 with one chain and the size 640×360; frame 0x0102 starts by template 0. */
    private static byte[] dependencyStructure() {
        return new BitWriter()
                .put(2, 0b10)
                .put(6, 0)
                .put(16, 0x0102)
                .put(5, 0b10000)
                .put(6, 0)
                .put(5, 1)
                .put(2, 1)
                .put(2, 3)
                .put(8, 0b10_10_00_01)
                .put(1, 0)
                .put(6, 0b1_0000_0)
                .put(2, 0b10)
                .put(4, 0)
                .put(4, 1)
                .put(1, 1)
                .put(16, 639)
                .put(16, 359)
                .bytes();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
