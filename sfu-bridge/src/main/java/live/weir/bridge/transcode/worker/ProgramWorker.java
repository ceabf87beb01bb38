package live.weir.bridge.transcode.worker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import live.weir.bridge.transcode.Lifeline;
import live.weir.bridge.transcode.wire.BeginWords;
import live.weir.bridge.transcode.wire.FrameQueue;
import live.weir.bridge.transcode.wire.FrameReader;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.SceneWords;
import live.weir.bridge.transcode.wire.Words;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The child. Its orders are the path of the node's socket; all else it hears there. It measures itself, says that it is
 * ready, and waits for what to make: a spare waits for long.
 */
public final class ProgramWorker {

    /** What may wait for a node that does not read: about ten seconds of a full ladder. */
    private static final long OUT_BYTES = 12L << 20;

    private static final int MOST_SOURCES = 64;

    private final SocketChannel socket;
    private final FrameQueue out = new FrameQueue(OUT_BYTES);
    private final Stage stage = new Stage();
    private final Map<Integer, Source> sources = new HashMap<>();
    private final EncoderKind kind = EncoderKind.best();
    private @Nullable Clock clock;
    private @Nullable Conductor conductor;
    private @Nullable Thread conducting;

    private ProgramWorker(SocketChannel socket) {
        this.socket = socket;
    }

    public static void main(String... none) throws IOException, InterruptedException {
        Lifeline lifeline = new Lifeline();
        avutil.av_log_set_level(avutil.AV_LOG_FATAL); // damaged pictures are counted, not told one by one
        Path path = Path.of(lifeline.orders().get(0));
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            lifeline.hold(word -> {}, () -> close(socket));
            new ProgramWorker(socket).work();
        } finally {
            lifeline.letGo();
        }
        System.exit(0);
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // As good as closed.
        }
    }

    private void work() throws IOException, InterruptedException {
        Thread writing = new Thread(this::write, "out");
        writing.setDaemon(true);
        writing.start();
        out.insist(Words.of(Kind.READY)
                .i64(Score.nanosPerMegapixel(kind))
                .text(kind.codec)
                .frame());
        try {
            read();
        } finally {
            stop();
            out.close();
            writing.join(1000);
        }
    }

    private void write() {
        try {
            out.writeTo(socket);
        } catch (IOException gone) {
            close(socket); // which ends the reading too
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws InterruptedException {
        Conductor conductor = this.conductor;
        Thread conducting = this.conducting;
        if (conductor != null && conducting != null) {
            conductor.end();
            conducting.join(2000);
            sources.values().forEach(Source::close);
        }
    }

    /** Until the end of the socket, or of the program. */
    private void read() throws IOException {
        FrameReader reader = new FrameReader(socket);
        try {
            for (FrameReader.Head head = reader.head(); head != null; head = reader.head()) {
                if (head.kind() == Kind.END) {
                    return;
                }
                ByteBuffer body = reader.body(head.length());
                Kind kind = head.kind();
                Words.read(body, fields -> {
                    hear(kind, fields);
                    return kind;
                });
            }
        } catch (java.nio.channels.ClosedChannelException closed) {
            // By the lifeline, or by who writes.
        }
    }

    private void hear(Kind kind, ByteBuffer body) throws IOException {
        switch (kind) {
            case BEGIN -> begin(BeginWords.read(body));
            case SOURCE -> add(Words.u16(body), Words.text(body), Words.text(body));
            case GONE -> remove(Words.u16(body));
            case PICTURE -> picture(Words.u16(body), body);
            case SOUND -> sound(Words.u16(body), body);
            case SCENE -> stage.show(SceneWords.read(body));
            default -> throw new IOException(kind + " is not for a child");
        }
    }

    private void begin(BeginWords.Begin begin) throws IOException {
        if (conducting != null) {
            throw new IOException("A child makes one program");
        }
        Clock ours = new Clock(begin.nodeNanos());
        clock = ours;
        Conductor made = new Conductor(begin.settings(), kind, ours, stage, out);
        conductor = made;
        Thread thread = new Thread(() -> conduct(made), "conductor");
        thread.setDaemon(true);
        thread.start();
        conducting = thread;
    }

    /** A program without its conductor is none: better another child. */
    private void conduct(Conductor conductor) {
        try {
            conductor.run();
        } catch (RuntimeException | Error failure) {
            failure.printStackTrace(); // to the node's log
            close(socket);
        }
    }

    private void add(int number, String codec, String name) throws IOException {
        Clock ours = clock;
        if (ours == null || sources.size() >= MOST_SOURCES || sources.containsKey(number)) {
            throw new IOException("Not a time or a number for another source");
        }
        Source source = new Source(name, codec.isEmpty() ? null : PictureCodec.valueOf(codec), ours);
        sources.put(number, source);
        stage.put(source);
    }

    private void remove(int number) {
        Source source = sources.remove(number);
        if (source != null) {
            stage.remove(source);
            source.close();
        }
    }

    private void picture(int number, ByteBuffer body) {
        Source source = sources.get(number);
        Clock ours = clock;
        if (source == null || ours == null) {
            return;
        }
        long time = ours.ofNode(body.getLong());
        boolean keyframe = Words.flag(body);
        if (!source.picture(time, keyframe, body)) {
            stage.countUndecodable();
            out.offer(Words.of(Kind.KEYFRAME).u16(number).frame());
        }
    }

    private void sound(int number, ByteBuffer body) {
        Source source = sources.get(number);
        Clock ours = clock;
        if (source != null && ours != null) {
            source.sound(ours.ofNode(body.getLong()), body);
        }
    }
}
