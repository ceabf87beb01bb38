package live.weir.bridge.transcode.worker;

import java.nio.ByteBuffer;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.Words;

/**
 * Gathers the samples of a chunk and writes it: moof and mdat (ISO/IEC 23000-19 §7.3.2.3). A sample lasts until the next one,
 * and the last one to the chunk's end, so that a picture that was left out makes the one before it longer.
 */
final class ChunkBuilder {

    private static final int KEYFRAME = 0x02000000; // depends on no other
    private static final int OTHER = 0x01010000; // depends on others, is no sync sample
    private static final int MICROS = 1_000_000;

    private final int track;
    private final int timescale;
    private final Boxes data = new Boxes(64 * 1024);
    private final Boxes out = new Boxes(64 * 1024);
    private long[] starts = new long[64];
    private int[] sizes = new int[64];
    private boolean[] keys = new boolean[64];
    private int count;
    private int sequence;

    ChunkBuilder(int track, int timescale) {
        this.track = track;
        this.timescale = timescale;
    }

    /** @param start in units of the timescale */
    void add(long start, boolean keyframe, byte[] sample, int length) {
        begin(start, keyframe);
        data.bytes(sample, 0, length);
        sizes[count - 1] = length;
    }

    /** H.264 as its encoder makes it: NAL units get lengths for start codes, and parameter sets stay in the header. */
    void addH264(long start, boolean keyframe, byte[] annexB, int length) {
        begin(start, keyframe);
        int before = data.length();
        NalUnits.each(annexB, length, (offset, size) -> {
            int type = annexB[offset] & 0x1f;
            if (type < 7 || type > 9) {
                data.u32(size).bytes(annexB, offset, size);
            }
        });
        sizes[count - 1] = data.length() - before;
    }

    private void begin(long start, boolean keyframe) {
        if (count == starts.length) {
            starts = java.util.Arrays.copyOf(starts, 2 * count);
            sizes = java.util.Arrays.copyOf(sizes, 2 * count);
            keys = java.util.Arrays.copyOf(keys, 2 * count);
        }
        starts[count] = start;
        keys[count] = keyframe;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long start() {
        return starts[0];
    }

    /** The frame for the node; what was gathered is gone then. */
    ByteBuffer finish(long end) {
        out.clear();
        int moof = out.open("moof");
        int mfhd = out.openFull("mfhd", 0, 0);
        out.u32(++sequence);
        out.close(mfhd);
        int traf = out.open("traf");
        int tfhd = out.openFull("tfhd", 0, 0x020000); // default-base-is-moof
        out.u32(CmafHeader.TRACK);
        out.close(tfhd);
        int tfdt = out.openFull("tfdt", 1, 0);
        out.u64(starts[0]);
        out.close(tfdt);
        int trun = out.openFull("trun", 0, 0x000701); // offset, and of each its duration, size and flags
        out.u32(count);
        int offset = out.length();
        out.u32(0);
        for (int i = 0; i < count; i++) {
            long next = i + 1 < count ? starts[i + 1] : end;
            out.u32(next - starts[i]).u32(sizes[i]).u32(keys[i] ? KEYFRAME : OTHER);
        }
        out.close(trun);
        out.close(traf);
        out.close(moof);
        out.u32At(offset, out.length() + 8L);
        int mdat = out.open("mdat");
        out.bytes(data.array(), 0, data.length());
        out.close(mdat);
        return frame(end);
    }

    private ByteBuffer frame(long end) {
        long from = micros(starts[0]);
        ByteBuffer frame = Words.of(Kind.CHUNK, 18 + out.length())
                .u8(track)
                .flag(keys[0])
                .i64(from)
                .i64(micros(end) - from)
                .bytes(out.array(), 0, out.length())
                .frame();
        data.clear();
        count = 0;
        return frame;
    }

    private long micros(long units) {
        return units * MICROS / timescale;
    }
}
