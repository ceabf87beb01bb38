package live.weir.bridge.transcode.worker;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.Slate;
import live.weir.bridge.transcode.drawing.Glyphs;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Paints the slate: the channel's picture, if there is one that can be read; else its title on evening water. */
final class Backdrop {

    private static final Color DEEP = new Color(0x07181e);
    private static final Color WATER = new Color(0x2a5f66);
    private static final Color INK = new Color(0xe6f0ee);
    private static final double CAPITAL = 0.075;
    private static final long MOST_PIXELS = 4096L * 4096;

    private Backdrop() {}

    static AVFrame paint(Slate slate, int width, int height) {
        AVFrame target = Frames.picture(width, height);
        Frames.blacken(target);
        byte[] picture = slate.picture();
        AVFrame read = picture.length == 0 ? null : read(picture);
        if (read == null) {
            title(slate.title(), target);
            return target;
        }
        try (Scaler scaler = new Scaler()) {
            scaler.place(read, target, new Tile(0, 0, 0, width, height), false);
        } finally {
            avutil.av_frame_free(read);
        }
        return target;
    }

    private static void title(String title, AVFrame target) {
        int width = target.width();
        int height = target.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, DEEP, 0, height, WATER));
        graphics.fillRect(0, 0, width, height);
        write(graphics, Glyphs.legible(title), width, height);
        graphics.dispose();
        AVFrame drawn = avutil.av_frame_alloc();
        drawn.format(avutil.AV_PIX_FMT_BGR0).width(width).height(height);
        FfmpegFailure.unlessFailed("A frame", avutil.av_frame_get_buffer(drawn, 0));
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int stride = drawn.linesize(0);
        ByteBuffer rows = drawn.data(0).capacity((long) stride * height).asBuffer();
        rows.order(java.nio.ByteOrder.nativeOrder());
        for (int y = 0; y < height; y++) {
            rows.position(y * stride);
            rows.asIntBuffer().put(pixels, y * width, width);
        }
        try (Scaler scaler = new Scaler()) {
            scaler.scale(drawn, target);
        } finally {
            avutil.av_frame_free(drawn);
        }
    }

    private static void write(Graphics2D graphics, String text, int width, int height) {
        if (text.isEmpty()) {
            return;
        }
        double capital = height * CAPITAL;
        double natural = new Glyphs(capital, INK).width(text);
        double fitting = Math.min(1, 0.86 * width / natural);
        new Glyphs(capital * fitting, INK)
                .draw(graphics, text, (width - natural * fitting) / 2, (height - capital * fitting) / 2);
    }

    /** A JPEG or a PNG by its first bytes; null if it cannot be read. */
    private static @Nullable AVFrame read(byte[] picture) {
        boolean png = picture.length > 4 && (picture[0] & 0xff) == 0x89 && picture[1] == 'P';
        AVCodec codec = avcodec.avcodec_find_decoder(png ? avcodec.AV_CODEC_ID_PNG : avcodec.AV_CODEC_ID_MJPEG);
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        context.max_pixels(MOST_PIXELS);
        context.thread_count(1);
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        boolean good = false;
        try {
            if (avcodec.avcodec_open2(context, codec, (AVDictionary) null) >= 0
                    && avcodec.av_new_packet(packet, picture.length) >= 0) {
                packet.data().put(picture, 0, picture.length);
                good = avcodec.avcodec_send_packet(context, packet) >= 0
                        && avcodec.avcodec_receive_frame(context, frame) >= 0
                        && frame.width() >= 2
                        && frame.height() >= 2;
            }
            return good ? frame : null;
        } finally {
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(context);
            if (!good) {
                avutil.av_frame_free(frame);
            }
        }
    }
}
