package live.weir.bridge.transcode.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.weir.bridge.transcode.ProgramSettings;
import live.weir.bridge.transcode.Rung;
import live.weir.bridge.transcode.Slate;

/** How a program is to be made: the node's time (8), then the settings, field by field. */
public final class BeginWords {

    private BeginWords() {}

    /** What a child is told first. */
    public record Begin(long nodeNanos, ProgramSettings settings) {}

    public static ByteBuffer of(ProgramSettings settings, long nodeNanos) {
        Words words = Words.of(Kind.BEGIN)
                .i64(nodeNanos)
                .text(settings.id())
                .u8(settings.frameRate())
                .i32((int) settings.part().toMillis())
                .i32((int) settings.keyframes().toMillis())
                .i32(settings.audioBitrate())
                .flag(settings.labels())
                .i64(settings.pictures().toMillis())
                .u8(settings.ladder().size());
        for (Rung rung : settings.ladder()) {
            words.u16(rung.width()).u16(rung.height()).i32(rung.bitrate());
        }
        return words.text(settings.slate().title())
                .block(settings.slate().picture())
                .frame();
    }

    public static Begin read(ByteBuffer body) {
        long nodeNanos = body.getLong();
        String id = Words.text(body);
        int frameRate = Words.u8(body);
        Duration part = Duration.ofMillis(body.getInt());
        Duration keyframes = Duration.ofMillis(body.getInt());
        int audioBitrate = body.getInt();
        boolean labels = Words.flag(body);
        Duration pictures = Duration.ofMillis(body.getLong());
        List<Rung> ladder = new ArrayList<>();
        for (int left = Words.u8(body); left > 0; left--) {
            ladder.add(new Rung(Words.u16(body), Words.u16(body), body.getInt()));
        }
        Slate slate = new Slate(Words.text(body), Words.block(body));
        return new Begin(
                nodeNanos,
                new ProgramSettings(id, ladder, frameRate, part, keyframes, audioBitrate, slate, labels, pictures));
    }
}
