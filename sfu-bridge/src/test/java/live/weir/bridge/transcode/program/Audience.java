package live.weir.bridge.transcode.program;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.program.ProgramChunk;
import live.weir.bridge.program.ProgramFormat;
import live.weir.bridge.program.ProgramSink;
import live.weir.bridge.transcode.ProgramListener;

/** Keeps all that a program says, as a test looks at it. */
final class Audience implements ProgramSink, ProgramListener {

    private final List<Run> runs = new ArrayList<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private volatile Runnable hold = () -> {};
    private int ends;

    /** What came between two discontinuities. */
    record Run(ProgramFormat format, List<Piece> pieces) {

        List<Piece> of(int track) {
            return pieces.stream().filter(piece -> piece.track() == track).toList();
        }

        int audio() {
            return format.tracks().size() - 1;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Piece(int track, long start, long duration, boolean independent, byte[] bytes, long at) {}

    /** What happens at each chunk, for sinks that behave badly. */
    void atChunks(Runnable then) {
        hold = then;
    }

    @Override
    public synchronized void begin(ProgramFormat format) {
        runs.add(new Run(format, new ArrayList<>()));
    }

    @Override
    public void chunk(ProgramChunk chunk) {
        hold.run();
        synchronized (this) {
            byte[] bytes = bytes(chunk.bytes());
            runs.get(runs.size() - 1)
                    .pieces()
                    .add(new Piece(
                            chunk.track(),
                            chunk.start(),
                            chunk.duration(),
                            chunk.independent(),
                            bytes,
                            System.currentTimeMillis()));
        }
    }

    private static byte[] bytes(ByteBuf buffer) {
        try {
            return ByteBufUtil.getBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    @Override
    public synchronized void picture(ByteBuf jpeg) {
        pictures.add(bytes(jpeg));
    }

    @Override
    public synchronized void end() {
        ends++;
    }

    @Override
    public synchronized void running(ProgramFormat format) {
        words.add("running");
    }

    @Override
    public synchronized void restarting(String cause, Duration pause) {
        words.add("restarting: " + cause);
    }

    @Override
    public synchronized void failed(String cause) {
        words.add("failed: " + cause);
    }

    synchronized List<Run> runs() {
        return runs.stream()
                .map(run -> new Run(run.format(), List.copyOf(run.pieces())))
                .toList();
    }

    synchronized List<byte[]> pictures() {
        return List.copyOf(pictures);
    }

    synchronized List<String> words() {
        return List.copyOf(words);
    }

    synchronized int ends() {
        return ends;
    }

    /** How many chunks of the first track the newest run has. */
    synchronized int chunks() {
        return runs.isEmpty() ? 0 : runs.get(runs.size() - 1).of(0).size();
    }
}
