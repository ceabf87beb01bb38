package live.weir.bridge.transcode.worker;

/** CMAF headers (ISO/IEC 23000-19 §7.3.1): ftyp and moov of a track that comes in fragments. One track a file, its id 1. */
final class CmafHeader {

    static final int TRACK = 1;
    static final int AAC_RATE = 48_000;

    private static final int[] UNITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};
    private static final int SEVENTY_TWO_DPI = 0x480000;
    private static final int UNDETERMINED_LANGUAGE = 0x55C4; // "und", three letters of five bits

    private CmafHeader() {}

    static byte[] video(int width, int height, int timescale, ParameterSets sets) {
        Boxes boxes = new Boxes(1024);
        ftyp(boxes);
        int moov = boxes.open("moov");
        mvhd(boxes, timescale);
        int trak = boxes.open("trak");
        tkhd(boxes, width, height, 0);
        int mdia = mdia(boxes, timescale, "vide", "pictures");
        int minf = boxes.open("minf");
        int vmhd = boxes.openFull("vmhd", 0, 1);
        boxes.zeros(8);
        boxes.close(vmhd);
        dinf(boxes);
        int stbl = boxes.open("stbl");
        int stsd = boxes.openFull("stsd", 0, 0);
        boxes.u32(1);
        avc1(boxes, width, height, sets);
        boxes.close(stsd);
        noSamples(boxes);
        close(boxes, stbl, minf, mdia, trak);
        mvex(boxes);
        boxes.close(moov);
        return boxes.copy();
    }

    static byte[] audio(int channels, int bitrate, byte[] audioSpecificConfig) {
        Boxes boxes = new Boxes(1024);
        ftyp(boxes);
        int moov = boxes.open("moov");
        mvhd(boxes, AAC_RATE);
        int trak = boxes.open("trak");
        tkhd(boxes, 0, 0, 0x100);
        int mdia = mdia(boxes, AAC_RATE, "soun", "sound");
        int minf = boxes.open("minf");
        int smhd = boxes.openFull("smhd", 0, 0);
        boxes.zeros(4);
        boxes.close(smhd);
        dinf(boxes);
        int stbl = boxes.open("stbl");
        int stsd = boxes.openFull("stsd", 0, 0);
        boxes.u32(1);
        mp4a(boxes, channels, bitrate, audioSpecificConfig);
        boxes.close(stsd);
        noSamples(boxes);
        close(boxes, stbl, minf, mdia, trak);
        mvex(boxes);
        boxes.close(moov);
        return boxes.copy();
    }

    private static void close(Boxes boxes, int... opened) {
        for (int at : opened) {
            boxes.close(at);
        }
    }

    private static void ftyp(Boxes boxes) {
        int ftyp = boxes.open("ftyp");
        boxes.text("cmf2").u32(0).text("cmf2cmfciso6mp41");
        boxes.close(ftyp);
    }

    private static void mvhd(Boxes boxes, int timescale) {
        int mvhd = boxes.openFull("mvhd", 0, 0);
        boxes.zeros(8).u32(timescale).u32(0).u32(0x10000).u16(0x100).zeros(10);
        matrix(boxes);
        boxes.zeros(24).u32(TRACK + 1);
        boxes.close(mvhd);
    }

    private static void tkhd(Boxes boxes, int width, int height, int volume) {
        int tkhd = boxes.openFull("tkhd", 0, 7); // enabled, in the movie, in its preview
        boxes.zeros(8)
                .u32(TRACK)
                .zeros(4)
                .u32(0)
                .zeros(8)
                .u16(0)
                .u16(0)
                .u16(volume)
                .u16(0);
        matrix(boxes);
        boxes.u32((long) width << 16).u32((long) height << 16);
        boxes.close(tkhd);
    }

    private static void matrix(Boxes boxes) {
        for (int value : UNITY) {
            boxes.u32(value);
        }
    }

    /** Left open. */
    private static int mdia(Boxes boxes, int timescale, String handler, String name) {
        int mdia = boxes.open("mdia");
        int mdhd = boxes.openFull("mdhd", 0, 0);
        boxes.zeros(8).u32(timescale).u32(0).u16(UNDETERMINED_LANGUAGE).u16(0);
        boxes.close(mdhd);
        int hdlr = boxes.openFull("hdlr", 0, 0);
        boxes.u32(0).text(handler).zeros(12).text(name).u8(0);
        boxes.close(hdlr);
        return mdia;
    }

    private static void dinf(Boxes boxes) {
        int dinf = boxes.open("dinf");
        int dref = boxes.openFull("dref", 0, 0);
        boxes.u32(1);
        boxes.close(boxes.openFull("url ", 0, 1)); // in this file
        boxes.close(dref);
        boxes.close(dinf);
    }

    private static void avc1(Boxes boxes, int width, int height, ParameterSets sets) {
        int avc1 = boxes.open("avc1");
        boxes.zeros(6).u16(1).zeros(16).u16(width).u16(height);
        boxes.u32(SEVENTY_TWO_DPI)
                .u32(SEVENTY_TWO_DPI)
                .u32(0)
                .u16(1)
                .zeros(32)
                .u16(24)
                .u16(0xFFFF);
        int avcC = boxes.open("avcC");
        boxes.bytes(sets.decoderConfiguration());
        boxes.close(avcC);
        int pasp = boxes.open("pasp");
        boxes.u32(1).u32(1);
        boxes.close(pasp);
        boxes.close(avc1);
    }

    private static void mp4a(Boxes boxes, int channels, int bitrate, byte[] config) {
        int mp4a = boxes.open("mp4a");
        boxes.zeros(6).u16(1).zeros(8).u16(channels).u16(16).zeros(4).u32((long) AAC_RATE << 16);
        int esds = boxes.openFull("esds", 0, 0);
        // ISO/IEC 14496-1 §7.2.6: descriptors within each other, each with its tag and its length.
        boxes.u8(3).u8(3 + 2 + 13 + 2 + config.length + 3).u16(TRACK).u8(0);
        boxes.u8(4)
                .u8(13 + 2 + config.length)
                .u8(0x40)
                .u8(0x15)
                .u8(0)
                .u16(0)
                .u32(bitrate)
                .u32(bitrate);
        boxes.u8(5).u8(config.length).bytes(config);
        boxes.u8(6).u8(1).u8(2);
        boxes.close(esds);
        boxes.close(mp4a);
    }

    private static void noSamples(Boxes boxes) {
        for (String type : new String[] {"stts", "stsc"}) {
            int box = boxes.openFull(type, 0, 0);
            boxes.u32(0);
            boxes.close(box);
        }
        int stsz = boxes.openFull("stsz", 0, 0);
        boxes.u32(0).u32(0);
        boxes.close(stsz);
        int stco = boxes.openFull("stco", 0, 0);
        boxes.u32(0);
        boxes.close(stco);
    }

    private static void mvex(Boxes boxes) {
        int mvex = boxes.open("mvex");
        int trex = boxes.openFull("trex", 0, 0);
        boxes.u32(TRACK).u32(1).u32(0).u32(0).u32(0);
        boxes.close(trex);
        boxes.close(mvex);
    }
}
