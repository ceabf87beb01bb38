package live.weir.bridge.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.weir.bridge.record.RecordedProgram.Stretch;
import live.weir.bridge.record.RecordingIndex.Run;
import live.weir.bridge.record.RecordingIndex.Still;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Small pictures for places in what is shown of a recording: a WebVTT file whose cues name parts of sheets, and the sheets,
 * which are made when they are first asked for. They hold nothing that is not shown.
 */
final class Sprites {

    /** @param at in microseconds of what is shown */
    private record Placed(int run, Still still, long at) {}

    private final RecordingFiles files;
    private final Scheduler threads;
    private final boolean complete;
    private final List<Placed> placed = new ArrayList<>();
    private long end;

    /** @param shown segments of a picture's track */
    Sprites(RecordingFiles files, Scheduler threads, boolean complete, List<Stretch> shown) {
        this.files = files;
        this.threads = threads;
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

    /** The caller's to release; made if nobody asked before. */
    Mono<ByteBuf> sheet(int number) {
        List<Placed> on =
                placed.subList(number * SpriteSheet.MOST, Math.min((number + 1) * SpriteSheet.MOST, placed.size()));
        return files.read(keptAs(on), 0, -1)
                .onErrorResume(NoSuchFileException.class, none -> made(on).map(Unpooled::wrappedBuffer));
    }

    private Mono<byte[]> made(List<Placed> on) {
        return Flux.fromIterable(on)
                .concatMap(this::picture)
                .collectList()
                .publishOn(threads)
                .flatMap(pictures -> Mono.fromCallable(() -> SpriteSheet.of(pictures)))
                .flatMap(sheet -> keep(on, sheet));
    }

    private Mono<byte[]> picture(Placed one) {
        return files.read(
                        RecordingIndex.stills(one.run()),
                        one.still().offset(),
                        one.still().bytes())
                .map(jpeg -> {
                    byte[] bytes = ByteBufUtil.getBytes(jpeg);
                    jpeg.release();
                    return bytes;
                });
    }

    /** Unless the next picture is to come onto it. A sheet that cannot be kept is made again. */
    private Mono<byte[]> keep(List<Placed> on, byte[] sheet) {
        return complete || on.size() == SpriteSheet.MOST
                ? files.keep(keptAs(on), sheet).onErrorComplete().thenReturn(sheet)
                : Mono.just(sheet);
    }

    /** By what is on it, so that all who show the same share it. */
    private static String keptAs(List<Placed> on) {
        Placed first = on.get(0);
        Placed last = on.get(on.size() - 1);
        return "sheet-r" + first.run() + "o" + first.still().offset() + "-r" + last.run() + "o"
                + last.still().offset() + "-" + on.size() + ".jpg";
    }
}
