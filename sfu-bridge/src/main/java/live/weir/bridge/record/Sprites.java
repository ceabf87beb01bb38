package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.weir.bridge.record.RecordedProgram.Stretch;
import live.weir.bridge.record.RecordingIndex.Run;
import live.weir.bridge.record.RecordingIndex.Still;

/**
 * Small pictures for places in what is shown of a recording: a WebVTT file whose cues name parts of sheets, and the sheets,
 * which are made when they are first asked for. They hold nothing that is not shown.
 */
final class Sprites {

    /** @param at in microseconds of what is shown */
    private record Placed(int run, Still still, long at) {}

    private final Path folder;
    private final boolean complete;
    private final List<Placed> placed = new ArrayList<>();
    private long end;

    /** @param shown segments of a picture's track */
    Sprites(Path folder, boolean complete, List<Stretch> shown) {
        this.folder = folder;
        this.complete = complete;
        for (Stretch stretch : shown) {
            Run run = stretch.run();
            long until = stretch.from() + stretch.duration();
            for (Still still : run.stills()) {
                if (still.at() >= stretch.from() && still.at() < until) {
                    placed.add(new Placed(run.number(), still, end + still.at() - stretch.from()));
                }
            }
            end += stretch.duration();
        }
    }

    int pictures() {
        return placed.size();
    }

    int sheets() {
        return (placed.size() + SpriteSheet.MOST - 1) / SpriteSheet.MOST;
    }

    static String name(int sheet) {
        return "sprites" + sheet + ".jpg";
    }

    /** Each picture stands for the time until the next one, and the first for what is before it, too. */
    String cues() {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < placed.size(); i++) {
            long from = i == 0 ? 0 : placed.get(i).at();
            long to = i + 1 < placed.size() ? placed.get(i + 1).at() : end;
            int place = i % SpriteSheet.MOST;
            text.append(String.format(
                    Locale.ROOT,
                    "\n%s --> %s\n%s#xywh=%d,%d,%d,%d\n",
                    time(from),
                    time(Math.max(to, from + 1_000)),
                    name(i / SpriteSheet.MOST),
                    SpriteSheet.x(place),
                    SpriteSheet.y(place),
                    SpriteSheet.WIDTH,
                    SpriteSheet.HEIGHT));
        }
        return text.toString();
    }

    private static String time(long micros) {
        long millis = micros / 1_000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1_000 % 60,
                millis % 1_000);
    }

    /** The caller's to release; blocks, and computes for a while if it is the first to ask. */
    ByteBuf sheet(int number) throws IOException {
        List<Placed> on =
                placed.subList(number * SpriteSheet.MOST, Math.min((number + 1) * SpriteSheet.MOST, placed.size()));
        Path kept = folder.resolve(keptAs(on));
        if (Files.exists(kept)) {
            return RecordedProgram.bytes(kept, 0, -1);
        }
        List<byte[]> pictures = new ArrayList<>();
        for (Placed one : on) {
            Path file = folder.resolve(RecordingIndex.stills(one.run()));
            ByteBuf jpeg = RecordedProgram.bytes(
                    file, one.still().offset(), one.still().bytes());
            pictures.add(ByteBufUtil.getBytes(jpeg));
            jpeg.release();
        }
        byte[] sheet = SpriteSheet.of(pictures);
        if (complete || on.size() == SpriteSheet.MOST) { // else the next picture is to come onto it
            keep(kept, sheet);
        }
        return Unpooled.wrappedBuffer(sheet);
    }

    /** By what is on it, so that all who show the same share it. */
    private static String keptAs(List<Placed> on) {
        Placed first = on.get(0);
        Placed last = on.get(on.size() - 1);
        return "sheet-r" + first.run() + "o" + first.still().offset() + "-r" + last.run() + "o"
                + last.still().offset() + "-" + on.size() + ".jpg";
    }

    private void keep(Path kept, byte[] sheet) throws IOException {
        Path next = Files.createTempFile(folder, "sheet", ".next");
        Files.write(next, sheet);
        Files.move(next, kept, StandardCopyOption.REPLACE_EXISTING);
    }
}
