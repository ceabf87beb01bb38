package live.weir.bridge.transcode.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One file for FFmpeg to read, which learns neither its name nor any way to open another: whatever the file refers to stays
 * where it is.
 */
final class FileInput implements AutoCloseable {

    private static final int BUFFER = 256 << 10;
    private static final int ASKED_FOR_SIZE = 0x10000;
    private static final int WHENCE = 3;

    private final FileChannel channel;
    private final long size;
    private final Reading reading = new Reading();
    private final Seeking seeking = new Seeking();
    private final AVIOContext context;
    /** The next byte to read. Not to be called position: callbacks are pointers, and have one of their own. */
    private long at;

    FileInput(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
        context = avformat.avio_alloc_context(
                buffer, BUFFER, 0, null, reading, (Write_packet_Pointer_BytePointer_int) null, seeking);
    }

    AVIOContext context() {
        return context;
    }

    long size() {
        return size;
    }

    /** How far it was read, or is being. */
    double share() {
        return size == 0 ? 1 : Math.min(1, at / (double) size);
    }

    private final class Reading extends Read_packet_Pointer_BytePointer_int {

        @Override
        public int call(Pointer opaque, BytePointer buffer, int wanted) {
            try {
                int read = channel.read(buffer.capacity(wanted).asBuffer(), at);
                if (read <= 0) {
                    return avutil.AVERROR_EOF;
                }
                at += read;
                return read;
            } catch (IOException unreadable) {
                return avutil.AVERROR_EIO();
            }
        }
    }

    private final class Seeking extends Seek_Pointer_long_int {

        @Override
        public long call(Pointer opaque, long offset, int whence) {
            if ((whence & ASKED_FOR_SIZE) != 0) {
                return size;
            }
            long from = switch (whence & WHENCE) {
                case 1 -> at;
                case 2 -> size;
                default -> 0;
            };
            long to = from + offset;
            if (to < 0) {
                return avutil.AVERROR_EINVAL();
            }
            at = to;
            return to;
        }
    }

    @Override
    public void close() throws IOException {
        avutil.av_free(context.buffer());
        avformat.avio_context_free(context);
        reading.close();
        seeking.close();
        channel.close();
    }
}
