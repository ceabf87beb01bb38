package live.weir.bridge.transcode.ingest;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.Lifeline;
import live.weir.bridge.transcode.ingest.IngestStatus.Word;
import live.weir.bridge.transcode.whip.WhipTrouble;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The child: publishes what its socket brings, until that ends. What goes wrong ends it, in a line that says why: the node starts
 * another. Where what comes in changes, one {@link Broadcast} follows another.
 */
final class IngestWorker {

    private static final long PULSE_NANOS = 1_000_000_000;

    private final FeedOrders orders;
    private final Lifeline lifeline;
    private volatile boolean stopping;
    private boolean mustRemake;
    private boolean told;
    private long pulse;

    private IngestWorker(FeedOrders orders, Lifeline lifeline) {
        this.orders = orders;
        this.lifeline = lifeline;
    }

    public static void main(String... none) throws IOException {
        Lifeline lifeline = new Lifeline();
        avutil.av_log_set_level(avutil.AV_LOG_FATAL); // an encoder's mistakes are its own
        List<String> lines = lifeline.orders();
        IngestWorker worker = new IngestWorker(FeedOrders.read(lines), lifeline);
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(FeedOrders.socket(lines)))) {
            lifeline.hold(word -> {}, () -> worker.stop(socket));
            worker.work(socket);
        } finally {
            lifeline.letGo();
        }
        System.exit(0);
    }

    private void stop(SocketChannel socket) {
        stopping = true;
        try {
            socket.close();
        } catch (IOException gone) {
            // As good as closed.
        }
    }

    private void work(SocketChannel socket) {
        try (MediaInput input = new MediaInput(socket, orders.form())) {
            input.open();
            relay(input);
        } catch (FfmpegFailure failure) {
            say(Word.LOST, "what came in was not understood (" + failure.words() + ")");
        } catch (IOException over) {
            say(Word.LOST, String.valueOf(over.getMessage()));
        }
    }

    private void relay(MediaInput input) {
        AVPacket packet = avcodec.av_packet_alloc();
        Broadcast broadcast = null;
        try {
            while (!stopping && input.read(packet)) {
                if (broadcast != null && !broadcast.fits(packet)) {
                    mustRemake |= broadcast.goesBack(packet);
                    broadcast.close();
                    broadcast = null;
                }
                if (broadcast == null) {
                    broadcast = begin(input, packet);
                    if (broadcast == null) {
                        return;
                    }
                }
                if (!send(broadcast, packet)) {
                    return;
                }
                avcodec.av_packet_unref(packet);
            }
        } finally {
            avcodec.av_packet_free(packet);
            if (broadcast != null) {
                broadcast.close();
            }
        }
    }

    /** Null if it did not come about, which has been told. */
    private @Nullable Broadcast begin(MediaInput input, AVPacket first) {
        Broadcast broadcast;
        try {
            broadcast = new Broadcast(input, first, mustRemake, why -> say(Word.REMAKES, why));
        } catch (IllegalStateException unread) {
            say(Word.REFUSED, String.valueOf(unread.getMessage()));
            return null;
        }
        try {
            if (broadcast.isEmpty()) {
                say(Word.LOST, "neither pictures nor sound came");
            } else {
                broadcast.publish(orders, () -> stopping);
                told = false;
                return broadcast;
            }
        } catch (FfmpegFailure failure) {
            say(WhipTrouble.isRefusal(failure) ? Word.REFUSED : Word.LOST, WhipTrouble.sentence(failure));
        }
        broadcast.close();
        return null;
    }

    private boolean send(Broadcast broadcast, AVPacket packet) {
        try {
            broadcast.send(packet);
        } catch (FfmpegFailure failure) {
            say(Word.LOST, "the connection was lost (" + failure.words() + ")");
            return false;
        }
        long now = System.nanoTime();
        if (!told && broadcast.hasSent()) {
            told = true;
            say(Word.ON_AIR, broadcast.details());
            pulse = now;
        } else if (told && now - pulse >= PULSE_NANOS) {
            say(Word.PULSE, broadcast.details());
            pulse = now;
        }
        return true;
    }

    private void say(Word word, String sentence) {
        if (!stopping) {
            lifeline.say(new IngestStatus(word, sentence).line());
        }
    }
}
