package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.List;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.program.ProgramTrack;

/** Feeds a sink what a maker of programs would, step by step: two rungs with parts of 1/3 s, and sound a little out of step. */
public final class SyntheticProgram {

    public static final long PART = 333_334;
    private static final long SOUND = 320_000; // 15 frames of AAC at 48 kHz
    private static final int PARTS_OF_SEGMENT = 6;

    private final ProgramSink sink;
    private final int partBytes;
    private long parts;
    private long sounds;
    private Instant origin = Instant.parse("2027-01-31T20:00:00Z");

    public SyntheticProgram(ProgramSink sink) {
        this(sink, 200);
    }

    public SyntheticProgram(ProgramSink sink, int partBytes) {
        this.sink = sink;
        this.partBytes = partBytes;
    }

    /** For players that go by the clock. */
    public SyntheticProgram beginAt(Instant wallClock) {
        origin = wallClock;
        return begin();
    }

    public SyntheticProgram begin() {
        sink.begin(new ProgramFormat(
                origin,
                List.of(
                        video("v720", 1280, 720, 2_500_000),
                        video("v360", 640, 360, 800_000),
                        new ProgramTrack(
                                "audio", ProgramTrack.Kind.AUDIO, "mp4a.40.2", 0, 0, 0, 128_000, 2, header("audio")))));
        parts = 0;
        sounds = 0;
        return this;
    }

    /** A new run of the maker, some time later. */
    public SyntheticProgram beginAgain() {
        origin = origin.plusSeconds(3_600);
        return begin();
    }

    private static ProgramTrack video(String name, int width, int height, int bitrate) {
        return new ProgramTrack(
                name, ProgramTrack.Kind.VIDEO, "avc1.42c01f", width, height, 30, bitrate, 0, header(name));
    }

    private static ByteBuf header(String name) {
        return Unpooled.copiedBuffer("ftyp moov " + name, java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** The next part of each rung, and what sound there is until its end. */
    public SyntheticProgram step() {
        long start = parts * 1_000_000 / 3;
        long duration = (parts + 1) * 1_000_000 / 3 - start;
        boolean keyframe = parts % PARTS_OF_SEGMENT == 0;
        for (int rung = 0; rung < 2; rung++) {
            sink.chunk(new ProgramChunk(rung, start, duration, keyframe, bytes(rung, parts)));
        }
        parts++;
        while ((sounds + 1) * SOUND <= start + duration) {
            sink.chunk(new ProgramChunk(2, sounds * SOUND, SOUND, true, bytes(2, sounds)));
            sounds++;
        }
        return this;
    }

    public SyntheticProgram steps(int count) {
        for (int step = 0; step < count; step++) {
            step();
        }
        return this;
    }

    /** Whole segments, and the first part of the next one, which completes the last. */
    public SyntheticProgram segments(int count) {
        return steps(count * PARTS_OF_SEGMENT + 1);
    }

    private ByteBuf bytes(int track, long number) {
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(partBytes);
        bytes.writeInt(partBytes).writeBytes("moof".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        bytes.writeInt(track).writeLong(number);
        return bytes.writeZero(partBytes - bytes.readableBytes());
    }
}
