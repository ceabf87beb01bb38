package live.weir.bridge.transcode.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.Lifeline;
import live.weir.bridge.transcode.MovieFault;
import live.weir.bridge.transcode.wire.Kind;
import live.weir.bridge.transcode.wire.MovieOrder;
import live.weir.bridge.transcode.wire.Words;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The child that reads a file, which nobody has looked at before: what it does to FFmpeg it does here. It says what it makes by
 * the node's socket, and waits until that is taken.
 */
public final class MovieWorker {

    /** No picture or packet of a sane file is larger. */
    private static final long MOST_ALLOCATED = 256L << 20;

    private final SocketChannel socket;

    private MovieWorker(SocketChannel socket) {
        this.socket = socket;
    }

    public static void main(String... none) throws IOException {
        Lifeline lifeline = new Lifeline();
        MovieOrder order = MovieOrder.of(lifeline.orders());
        avutil.av_log_set_level(avutil.AV_LOG_QUIET); // damaged files have much to say
        avutil.av_max_alloc(MOST_ALLOCATED);
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(order.socket()))) {
            lifeline.hold(word -> {}, () -> Runtime.getRuntime().halt(0)); // there is nothing to put in order
            new MovieWorker(socket).convert(order);
        }
        Runtime.getRuntime().halt(0);
    }

    private void convert(MovieOrder order) {
        try (MovieFile movie = MovieFile.open(order.plan().file(), order.plan().longest());
                MovieConversion conversion = new MovieConversion(movie, order.plan(), this::send)) {
            conversion.run();
            send(Words.of(Kind.DONE).frame());
        } catch (MovieRefused refused) {
            refuse(refused.fault(), String.valueOf(refused.getMessage()));
        } catch (FfmpegFailure failure) {
            refuse(MovieFault.DAMAGED, String.valueOf(failure.getMessage()));
        } catch (UncheckedIOException gone) {
            // The node does not hear any more.
        } catch (RuntimeException failure) { // a file that nobody foresaw will be none the next time either
            failure.printStackTrace(); // to the node's log
            refuse(MovieFault.DAMAGED, failure.toString());
        } catch (IOException unreadable) {
            refuse(MovieFault.LOST, "The file cannot be read: " + unreadable.getMessage());
        }
    }

    private void refuse(MovieFault fault, String detail) {
        send(Words.of(Kind.REFUSED).text(fault.name()).text(detail).frame());
    }

    private void send(ByteBuffer frame) {
        try {
            while (frame.hasRemaining()) {
                socket.write(frame);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
